"""One folder a feature, what they share, and the components; features do not know each other.

The only part of the package that imports Streamlit.
"""
