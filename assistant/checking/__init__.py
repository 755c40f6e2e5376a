"""Draft and passages → findings: pure functions."""
