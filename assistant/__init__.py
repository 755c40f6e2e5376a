"""Brief → draft → review."""
