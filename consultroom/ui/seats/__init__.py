"""座次: who sits where at a meeting, moved by mouse or by keyboard."""
