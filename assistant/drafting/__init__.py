"""Passages → outline."""
