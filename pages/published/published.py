"""Published numbers, theirs beside yours."""

from bakeoff.features.published.page.page import published_page

published_page()
