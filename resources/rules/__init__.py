"""The rules of the form, by theme."""
