"""A class: join it by its code, or open one for a lesson and watch the board."""

from bakeoff.features.lessons.page.class_page import class_page

class_page()
