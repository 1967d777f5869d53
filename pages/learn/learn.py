"""Learn: how a network learns, and what a tree, an SVM and a forest do, chapter by chapter."""

from bakeoff.features.lab.page.handed import shown_network
from bakeoff.features.learn.page.page import learn_page
from bakeoff.features.learn.parts.small_words import hand_over

hand_over(shown_network())
learn_page()
