"""Passages → what can be searched: vectors, a lexical index, and the encoder behind them."""
