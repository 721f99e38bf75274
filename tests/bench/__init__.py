"""Measurements of speed against goals; not part of the test suite."""
