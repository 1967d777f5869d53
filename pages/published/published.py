"""Published numbers, theirs beside yours."""

from bakeoff.ui.published import published_page

published_page()
