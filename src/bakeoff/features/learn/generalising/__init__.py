"""Learning the rows, or learning what is behind them."""
