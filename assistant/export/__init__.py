"""Draft → file to take away."""
