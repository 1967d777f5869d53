"""What belongs to lessons and has a page of its own: classes, certificates."""
