"""Learn: how a network learns, and what a tree, an SVM and a forest do, chapter by chapter."""

from bakeoff.ui.lab.handed import shown_network
from bakeoff.ui.learn.page import learn_page
from bakeoff.ui.learn.small_words import hand_over

hand_over(shown_network())
learn_page()
