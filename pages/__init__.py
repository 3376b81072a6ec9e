"""The dashboard: one file is one page, and one page is one question."""
