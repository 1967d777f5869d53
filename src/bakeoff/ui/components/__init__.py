"""Streamlit components (v2) of our own: plain JavaScript beside a Python wrapper, no build step."""

from bakeoff.ui.components.answers import Answer, Bar, answers
from bakeoff.ui.components.cards import Card, cards
from bakeoff.ui.components.chart import Clicked, chart
from bakeoff.ui.components.copy_link import copy_link
from bakeoff.ui.components.follow import follow
from bakeoff.ui.components.into_sight import into_sight
from bakeoff.ui.components.uploader import uploader

__all__ = [
    "Answer",
    "Bar",
    "Card",
    "Clicked",
    "answers",
    "cards",
    "chart",
    "copy_link",
    "follow",
    "into_sight",
    "uploader",
]
