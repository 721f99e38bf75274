"""Sends damaged and random files through every reader, and keeps those that break one."""
