"""The page of a race, and the races of a server."""
