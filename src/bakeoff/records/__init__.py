"""What is kept of visitors' races and studies, and of goals that they reached."""
