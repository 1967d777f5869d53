"""The way from the lab to a race and back."""
