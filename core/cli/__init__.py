"""The command line and its JSON: the same engine without a window."""
