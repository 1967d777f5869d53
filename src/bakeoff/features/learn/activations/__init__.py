"""Chapter 6: what an activation makes of a sum, and what its slope makes of a gradient."""
