"""Features, a folder each: what it computes, ``service.py`` for a server's visitors, ``page/``, and its registration.

Pages are private to their feature; ``parts/`` has what a feature draws on the pages of others.
"""
