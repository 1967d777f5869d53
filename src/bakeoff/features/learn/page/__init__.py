"""The chapters of Learn as pages: what all share, and a folder for what each draws."""
