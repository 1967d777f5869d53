"""Learn: how a network learns, and what a tree, an SVM and a forest do, chapter by chapter."""

from bakeoff.features.lab.page.handed import shown_network
from bakeoff.features.learn.page.page import learn_page
from bakeoff.features.learn.parts.small_words import hand_over
from bakeoff.features.lessons.parts.chapters import chapter_lesson_on_top

hand_over(shown_network())
chapter_lesson_on_top()
learn_page()
