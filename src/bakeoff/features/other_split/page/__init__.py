"""Views of a finished race."""
