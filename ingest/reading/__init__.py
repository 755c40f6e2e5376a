"""Bytes → extracted text: one file a format, one registry."""
