"""A certificate: what was reached at a lesson, and how, signed by the server that measured it."""

from bakeoff.features.lessons.page.certificate_page import certificate_page

certificate_page()
