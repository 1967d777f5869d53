"""The network lab: watch a small network learn points in a plane, and take part."""

from bakeoff.features.lab.page.page import lab_page

lab_page()
