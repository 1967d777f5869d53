"""The race: set it up on the left, see what is known on the right."""

from bakeoff.features.race.page.page import race_page

race_page()
