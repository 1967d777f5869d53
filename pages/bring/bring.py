"""Bring data of your own."""

from bakeoff.ui.upload.page import bring_page

bring_page()
