"""The exhibits, a module each."""
