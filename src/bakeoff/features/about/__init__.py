"""Pages about Bakeoff: how it is measured, privacy, and a visitor's account."""
