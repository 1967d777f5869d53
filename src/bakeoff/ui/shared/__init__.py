"""Parts that several pages share; features import this and not each other."""
