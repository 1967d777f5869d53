"""The page on which fitted contenders are asked."""
