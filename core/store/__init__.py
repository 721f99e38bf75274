"""The store: one SQLite file; the only room that knows SQL. It knows no rule and no window."""
