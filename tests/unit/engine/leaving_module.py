"""A module whose import asks the process to end."""

raise SystemExit("not here")
