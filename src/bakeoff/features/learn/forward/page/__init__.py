"""The chapter of forward propagation."""
