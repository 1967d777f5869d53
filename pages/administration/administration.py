"""Administration: what goes on at the server, for whoever runs it."""

from bakeoff.features.administration.page.page import administration_page

administration_page()
