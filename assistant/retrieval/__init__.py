"""Brief → passages."""
