"""The platforms on pages of other features: what LTI adds there."""
