"""The replay on pages of other features; its JavaScript has no Streamlit in it and runs in an exported page, too."""
