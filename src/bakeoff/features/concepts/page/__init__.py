"""Page of the concept inventory."""
