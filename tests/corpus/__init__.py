"""Test reports with known gold: generated figures, layouts with accidents, and their scoring."""
