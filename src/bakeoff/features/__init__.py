"""Features, a folder each: its registration in ``feature.py``, its pages in ``page/``, its tables, styles and computing.

None knows another, and nothing beneath knows one: what a feature adds to others, `bakeoff.service.kernel` collects.
"""
