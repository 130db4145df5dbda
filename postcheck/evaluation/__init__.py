"""How good the checker is on labelled posts: figures with intervals, and the posts behind them."""
