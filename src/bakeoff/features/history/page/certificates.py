"""The visitor's certificates: what they have reached in lessons, also where the run is no longer there."""

import contextlib

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.book import KeptLessons
from bakeoff.features.lessons.certificate import PARAMETER, Certificate
from bakeoff.html import plain
from bakeoff.service.kernel import database
from bakeoff.service.secret import server_key
from bakeoff.text import _, counted
from bakeoff.web.routes import CERTIFICATE
from bakeoff.web.visitor import visitor


def certificates() -> None:
    """Lead to the visitor's certificates, the newest first; nothing without one."""
    kept = {}
    for text in KeptLessons(database()).certificates(visitor().owner):
        with contextlib.suppress(BakeoffError):  # signed by a former key, or about what is no longer there
            kept[text] = Certificate.read(text, server_key())
    if not kept:
        return
    label = counted("{n} certificate", "{n} certificates", len(kept))
    with st.expander(label, key="history-certificates"):
        for text, certificate in kept.items():
            title, day = plain(certificate.title), certificate.at.date().isoformat()
            CERTIFICATE.link(_("{title}, {when}", title=title, when=day), query={PARAMETER: text})
