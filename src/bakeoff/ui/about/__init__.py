"""How it is measured, and what is kept of a visitor."""
