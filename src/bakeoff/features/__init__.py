"""Features, a folder each: registration in ``feature.py``, pages in ``page/``, tables, styles and what computes.

None knows another, and nothing beneath knows one: what a feature adds to others, `bakeoff.service.kernel` collects.
"""
