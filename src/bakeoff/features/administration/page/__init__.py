"""Activity on the server, for its administrator."""
