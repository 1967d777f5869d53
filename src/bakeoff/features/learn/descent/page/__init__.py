"""The chapter of gradient descent."""
