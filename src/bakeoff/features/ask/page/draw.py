"""Draw what the contenders are to recognise, or bring a picture of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.errors import DatasetError
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Neighbour, Row, Sheet
from bakeoff.features.ask.drawing import Ink, prepared, read_picture
from bakeoff.features.ask.messages import Nearest, Predict
from bakeoff.features.ask.page.answer_text import MOST_BARS, answer_cards, answer_text
from bakeoff.features.ask.page.asking import AskDraft
from bakeoff.features.ask.page.pad import drawn, pad
from bakeoff.html import Markup, Template, plain
from bakeoff.text import _, told
from bakeoff.web.access import upload_refused
from bakeoff.web.components.answers import Answer, Bar, answers
from bakeoff.web.components.uploader import uploader
from bakeoff.web.pictures import picture_links

Shape = tuple[int, int]
"""Height and width of the data's pictures."""

PAD_KEY = "ask-pad"
SEEN_PIXELS = 120
_NEIGHBOURS = Template("""
<div class="bakeoff-neighbours">
{%- for link, truth in figures %}
<figure><img src="{{ link }}" alt=""><figcaption>{{ truth }}</figcaption></figure>
{%- endfor %}</div>
""")
PICTURES = ("png", "jpg", "jpeg", "webp", "bmp", "gif")


@st.fragment
def draw(shape: Shape, draft: AskDraft, sheet: Sheet) -> None:
    """Show the pad on the left, and on the right what each contender takes the drawing for."""
    left, right = st.columns([5, 8], gap="large")
    with left:
        source = _source()
        row = _from_pad(draft, sheet, shape) if source == "pad" else _from_picture(draft, sheet, shape, source)
        below = st.container()
    draft.row = row or ()
    with right, st.container(key="ask-drawn"):
        if row is None:
            answers(_nothing(draft, sheet), key="ask-drawn-answers")
            st.caption(
                _("Draw, and the answers move with every stroke.")
                if source == "pad"
                else _("The answers appear here once a picture shows something.")
            )
            return
        predictions: Mapping[str, Prediction] | None = draft.ask(Predict(row))
        if predictions is None:
            return
        answers(answer_cards(sheet, predictions), key="ask-drawn-answers")
    with below:
        _neighbours(draft, sheet, row, shape)


def _source() -> str:
    """Show what a picture can come from; return what is chosen."""
    sources = {"pad": _("Pad"), "file": _("Picture file"), "camera": _("Camera")}
    return st.segmented_control(
        _("Draw or upload a picture"),
        list(sources),
        format_func=sources.__getitem__,
        default="pad",
        required=True,
        key="ask-source",
        label_visibility="collapsed",
    )


def _from_pad(draft: AskDraft, sheet: Sheet, shape: Shape) -> Row | None:
    drawing, turn = drawn(PAD_KEY)
    picture = _prepared(draft, sheet, shape, drawing.ink())
    pad(drawing, picture, sheet.columns[0].high, turn, key=PAD_KEY)
    return _row(sheet, picture)


def _from_picture(draft: AskDraft, sheet: Sheet, shape: Shape, source: str) -> Row | None:
    if upload_refused():
        return None
    if source == "camera":
        file = st.camera_input(_("Hold a dark, thick drawing on white paper before the camera"), key="ask-camera")
    else:
        file = uploader(_("A picture of one thing, on an empty ground"), PICTURES, key="ask-picture")
    if file is None:
        return None
    try:
        picture = _prepared(draft, sheet, shape, read_picture(file.getvalue()))
    except DatasetError as error:
        st.error(plain(str(error)))
        return None
    (link,) = picture_links(picture[None])
    st.html(Markup('<img class="bakeoff-seen" src="{}" width="{}" alt="">').format(link, SEEN_PIXELS))
    st.caption(_("What the contenders see"))
    return _row(sheet, picture)


def _prepared(draft: AskDraft, sheet: Sheet, shape: Shape, ink: Ink) -> NDArray[np.uint8]:
    return prepared(ink, draft.session.spec.dataset.name, shape, sheet.columns[0].high)


def _row(sheet: Sheet, picture: NDArray[np.uint8]) -> Row | None:
    """Return ink as a row: where the data's ground is light, ink is what is dark."""
    if not picture.any():
        return None
    pixels = sheet.columns[0].high - picture if sheet.light else picture
    return tuple(map(float, pixels.ravel()))


def _nothing(draft: AskDraft, sheet: Sheet) -> list[Answer]:
    """Return empty cards, so that nothing jumps when the first stroke is drawn."""
    bars = tuple(Bar(told(name), 0.0, "") for name in sheet.class_names[:MOST_BARS])
    return [Answer(contender(name), "–", bars) for name in sheet.contenders]


def _neighbours(draft: AskDraft, sheet: Sheet, row: Row, shape: Shape) -> None:
    neighbours: Sequence[Neighbour] | None = draft.ask(Nearest(row))
    if neighbours is None:
        return
    st.subheader(_("The nearest training examples"), anchor=False)
    pictures: NDArray[Any] = np.array([neighbour.example.row for neighbour in neighbours]).reshape(-1, *shape)
    truths = [answer_text(sheet, neighbour.example.truth) for neighbour in neighbours]
    st.html(_NEIGHBOURS(figures=zip(picture_links(pictures), truths, strict=True)))
