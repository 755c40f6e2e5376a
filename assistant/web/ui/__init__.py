"""The Gradio page, one file a page."""
