"""Administration: what goes on at the server, for whoever runs it."""

from bakeoff.ui.administration.page import administration_page

administration_page()
