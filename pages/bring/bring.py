"""Bring data of your own."""

from bakeoff.ui.bring.page import bring_page

bring_page()
