"""The tests: what they do alike is imported as `tests.…`."""
