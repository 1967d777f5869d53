"""What several pages share; features know this and not each other."""
