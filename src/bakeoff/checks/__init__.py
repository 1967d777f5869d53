"""Whether a race is set up so that its result means something."""
