"""A monkey at the desk: seeded random keys, clicks and commands over a scratch store."""
