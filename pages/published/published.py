"""Published numbers, theirs beside yours."""

from bakeoff.ui.published.page import published_page

published_page()
