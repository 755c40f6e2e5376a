"""The HTTP side: REST and the page."""
