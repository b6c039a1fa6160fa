"""The one kind of failure a person can put right."""

from __future__ import annotations


class UserError(Exception):
    """Something the person at the desk can put right.

    Its text is the Chinese sentence they read: what happened, and what to do.
    Everything else that is raised is our own fault and ends in the fault window.
    """
