"""Way from a lesson back to the course of a learning platform."""

import streamlit as st

from bakeoff.features.lti.service import course_of
from bakeoff.html import Template
from bakeoff.web.components.served import own_address

_COURSE = Template('<a class="bakeoff-course" href="{{ url }}" target="_self">{{ _("Back to your course") }}</a>')


def back_to_course(owner: str, identity: str) -> None:
    """Lead to the course in which a learner is at a lesson, if there is one."""
    if link := course_of(owner, identity):
        st.html(_COURSE(url=own_address("lti/course", link=link)))
