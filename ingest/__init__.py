"""File → searchable library."""
