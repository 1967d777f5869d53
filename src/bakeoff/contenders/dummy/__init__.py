"""The floor: the answer that ignores every feature."""
