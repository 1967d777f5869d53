"""The way from a lesson back to the course of a learning platform, and the addresses of this feature."""

from urllib.parse import urlencode

import streamlit as st

from bakeoff.features.lti.service import course_of
from bakeoff.html import Template
from bakeoff.web.components.served import base_path

_COURSE = Template('<a class="bakeoff-course" href="{{ url }}" target="_self">{{ _("Back to your course") }}</a>')


def path(route: str, **query: str) -> str:
    """Return the address of one of the routes on its own server."""
    return f"{base_path().rstrip('/')}/lti/{route}" + (f"?{urlencode(query)}" if query else "")


def back_to_course(owner: str, lesson_key: str) -> None:
    """Lead to the course in which a learner is at a lesson, if there is one."""
    if link := course_of(owner, lesson_key):
        st.html(_COURSE(url=path("course", link=link)))
