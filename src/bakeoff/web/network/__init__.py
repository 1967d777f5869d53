"""Drawings of the lab on its own and other pages, by JavaScript, and the way from the lab to a race and back."""
