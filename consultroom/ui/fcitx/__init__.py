"""Chinese input through fcitx, for which the Qt of the wheel has no plugin (Linux only)."""
