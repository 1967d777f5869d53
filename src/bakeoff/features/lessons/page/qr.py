"""A link as a QR code, for whoever has the page before them on another screen."""

import segno
import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.html import Template
from bakeoff.text import _

MOST_CHARACTERS = 1_500
"""Of a link: its code has some hundred and thirty squares a side then, which a phone still reads from a screen."""

_IMAGE = Template('<img class="bakeoff-qr" src="{{ source }}" alt="{{ said }}">')


def qr_code(link: str) -> None:
    """Show a link's QR code, or say that it is too long for it to be read."""
    try:
        st.html(_IMAGE(source=qr_source(link), said=_("QR code of the link")))
    except SettingError as error:
        st.caption(str(error))


def qr_source(link: str) -> str:
    """Return the code as an SVG picture's address, black on white whatever the theme, with the margin that it needs.

    Raises
    ------
    SettingError
        If the link is longer than `MOST_CHARACTERS`.
    """
    if len(link) > MOST_CHARACTERS:
        raise SettingError(_("The link is too long for a QR code."))
    code = segno.make_qr(link, error="l", boost_error=False)
    return code.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True)
