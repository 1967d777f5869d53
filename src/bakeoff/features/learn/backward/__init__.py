"""Backward propagation: one training step, and what a weight's gradient is made of."""
