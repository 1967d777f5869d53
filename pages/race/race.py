"""The race: set it up on the left, see what is known on the right."""

from bakeoff.ui.race.page import race_page

race_page()
