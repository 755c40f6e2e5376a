"""Extracted text → precedents, sections, passages: pure functions."""
