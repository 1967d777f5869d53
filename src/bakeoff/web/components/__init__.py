"""Streamlit components (v2) of our own: plain JavaScript beside a Python wrapper, no build step."""
