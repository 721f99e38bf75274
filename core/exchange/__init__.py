"""Human work exchanged between stores: packages and corrected workbooks (see README.md here)."""
