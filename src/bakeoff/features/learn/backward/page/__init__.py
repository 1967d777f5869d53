"""The chapter of backward propagation."""
