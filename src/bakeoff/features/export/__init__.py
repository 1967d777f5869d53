"""Finished races as files, and project files opened as races."""
