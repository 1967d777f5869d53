"""The museum of leaks."""

from bakeoff.features.museum.page.page import museum_page

museum_page()
