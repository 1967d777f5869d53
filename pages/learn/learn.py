"""Learn: how a network learns, and what a tree, an SVM and a forest do, chapter by chapter."""

from bakeoff.features.learn.page.page import learn_page

learn_page()
