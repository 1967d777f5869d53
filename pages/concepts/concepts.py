"""The concept inventory."""

from bakeoff.features.concepts.page.page import concepts_page

concepts_page()
