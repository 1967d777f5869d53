"""Published results beside our own."""
