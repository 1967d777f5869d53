"""Figures: plain data in, a Plotly figure out; each with a twin that returns the data frame it draws.

No state and no Streamlit.
"""
