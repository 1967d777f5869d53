"""More rows by changed copies, and fewer numbers a row."""
