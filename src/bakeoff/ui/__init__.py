"""What the pages share: widgets made from declared settings, the live board, charts and tables.

The only part of the package that imports Streamlit. May import everything below it.
"""
