"""Drawing of the differences of two contenders on other features' pages."""
