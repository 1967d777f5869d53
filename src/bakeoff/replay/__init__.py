"""Replay: a race moment by moment on one clock, live, afterwards, from history, and in an exported page."""

from pathlib import Path

STYLE = Path(__file__).with_name("stage.css")
"""Style sheet of the component that plays it."""
