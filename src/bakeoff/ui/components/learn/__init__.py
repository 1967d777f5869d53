"""What chapters of Learn have drawn by JavaScript of our own."""
