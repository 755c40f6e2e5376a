"""Gold sets, metrics, runner: ``python -m eval``."""
