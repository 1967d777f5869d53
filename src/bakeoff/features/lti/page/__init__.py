"""What learning platforms add to other pages."""
