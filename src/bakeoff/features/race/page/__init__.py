"""The race's page: set-up, live board, results."""
