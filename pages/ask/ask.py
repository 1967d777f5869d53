"""Ask: question the fitted contenders of a race."""

from bakeoff.features.ask.page.page import ask_page

ask_page()
