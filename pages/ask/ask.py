"""Ask: question the fitted contenders of a race."""

from bakeoff.ui.ask.page import ask_page

ask_page()
