"""Forward propagation: what a network makes of one row."""
