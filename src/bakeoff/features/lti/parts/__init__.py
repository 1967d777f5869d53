"""The platforms on pages of other features."""
