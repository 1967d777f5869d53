"""Replay: a race moment by moment on one clock, live, afterwards, from history, and in an exported page."""
