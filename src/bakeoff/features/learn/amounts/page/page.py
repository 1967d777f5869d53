"""Chapter 12: changed copies of few pictures, and pictures of few numbers."""

from collections.abc import Mapping, Sequence
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.amounts.components import (
    MOST,
    Compressed,
    compressed,
    good_enough,
    measured,
    reached,
    rebuilt,
)
from bakeoff.features.learn.amounts.copies import AMOUNTS, CHANGES, Change, all_accuracies, with_copies
from bakeoff.features.learn.chapter import Chapter
from bakeoff.features.learn.digits import digit_pictures
from bakeoff.features.learn.parts.pixels import of_pixels
from bakeoff.features.learn.parts.steps import as_share, goal, predict, seen, step
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.figures.style import CLASS_COLOURS, CLASS_MARKERS, GREY, axis, figure, layout, percent_ticks
from bakeoff.link import to_query
from bakeoff.recipes import recipe
from bakeoff.text import _, counted, enumerated
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import RACE

_SHOWN = 12
"""Validation pictures to choose from."""
_COPY_WIDTH = 88
"""Pixels: five beside one another, on a phone three."""


def show(chapter: Chapter) -> None:
    """Show the steps; each is drawn again by itself."""
    st.markdown(
        _(
            "A nearest neighbour answers as the most similar picture it knows: it has nothing else than its data. So "
            "it shows best what more of them do, and what less of each does."
        )
    )
    for part in (_copies, _components, partial(_fewest, chapter)):
        st.fragment(part)()


def _changes() -> dict[Change, str]:
    return {"none": _("No copies"), "moved": _("Half a pixel to each side"), "turned": _("Upside down")}


def _copies() -> None:
    with step(1, _("More: changed copies")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "**Data augmentation** adds copies that are changed in a way that should not matter. Only training "
                    "pictures are copied; the validation pictures stay as they are."
                )
            )
            answer = predict(
                "amounts-copies",
                _("50 pictures are known. Which copies help?"),
                {
                    "both": _("Both: more is more"),
                    "moved": _("Those moved by half a pixel"),
                    "turned": _("Those upside down"),
                },
            )
            if answer is None:
                return
            names = _changes()
            change = st.segmented_control(
                _("Copies"),
                list(names),
                format_func=names.__getitem__,
                default="moved",
                required=True,
                wrap=True,
                key="learn-amounts-change",
                persist_state="session",
            )
        with picture:
            scores = worked_out("amounts-copies", _("Measuring"), all_accuracies).value
            if scores is None:
                return
            copies = with_copies(digit_pictures().train[:1], change)
            beside = st.container(horizontal=True)
            for place in range(len(copies)):
                title = _("Copy {n}", n=place) if place else _("The picture")
                with beside.container(width=_COPY_WIDTH):
                    chart(of_pixels(copies[place], title), alt=title, key=f"learn-amounts-copy-{place}", height=112)
            told = enumerated(
                [_("{name} {share}", name=names[each], share=as_share(scores[each][0])) for each in CHANGES]
            )
            alt = _("Accuracy by number of known pictures, with {n} of them: {list}.", n=AMOUNTS[0], list=told)
            chart(of_copies(scores, names), alt=alt, key="learn-amounts-copies-picture", height=360)
        with words:
            seen(
                _(
                    "With {n} known pictures: {none} right without copies, **{moved}** with moved ones, {turned} "
                    "upside down, as a 6 becomes a 9. With {many} pictures moved copies add only {gain} points: the "
                    "pictures themselves show what does not matter.",
                    n=AMOUNTS[0],
                    none=as_share(scores["none"][0]),
                    moved=as_share(scores["moved"][0]),
                    turned=as_share(scores["turned"][0]),
                    many=AMOUNTS[-1],
                    gain=percent(scores["moved"][-1] - scores["none"][-1]),
                )
            )
            RACE.link(_("Race with copies"), query=to_query(recipe("augmentation").spec))


def _components() -> None:
    with step(2, _("Less: a few components")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "**Data compression**: principal components are the directions in which pictures differ most. A "
                    "picture is the mean picture and a little of each; the first few hold most."
                )
            )
            st.latex(r"x \approx \bar{x} + \sum_{i=1}^{k} c_i \, v_i")
            answer = predict(
                "amounts-components",
                _("How many of {n} numbers does the nearest neighbour need to be about as good?", n=MOST),
                {"many": _("About 50"), "half": _("About 30"), "few": _("About 10")},
            )
            if answer is None:
                return
            place = st.slider(_("Digit"), 1, _SHOWN, 1, key="learn-amounts-digit", persist_state="session")
            components = st.slider(_("Components"), 1, MOST, 2, key="learn-amounts-k", persist_state="session")
        kept, shown = compressed(components), digit_pictures().validation[place - 1 : place]
        with picture:
            before, after = st.columns(2)
            pictures = (
                (before, shown[0], _("{n} numbers", n=MOST), "whole"),
                (
                    after,
                    rebuilt(shown, components)[0],
                    counted("From {n} number", "From {n} numbers", components),
                    "rebuilt",
                ),
            )
            for column, drawn, title, name in pictures:
                with column:
                    chart(of_pixels(drawn, title), alt=title, key=f"learn-amounts-{name}", height=240)
            alt = _(
                "{n} components hold {variance} of the variance; {accuracy} of the validation pictures are right.",
                n=components,
                variance=as_share(kept.variance),
                accuracy=as_share(kept.accuracy),
            )
            chart(of_components(measured(), components), alt=alt, key="learn-amounts-kept", height=340)
        with words:
            seen(
                _(
                    "{n} components hold {variance} of the variance, and {accuracy} of the validation pictures are "
                    "right; "
                    "all {most} give {whole}. Accuracy rises far sooner than the variance: the first few tell digits "
                    "apart.",
                    n=components,
                    variance=as_share(kept.variance),
                    accuracy=as_share(kept.accuracy),
                    most=MOST,
                    whole=as_share(compressed(MOST).accuracy),
                )
            )


def _fewest(chapter: Chapter) -> None:
    with step(3, _("As few as can be")) as (words, _picture), words:
        st.markdown(_("Fewer numbers are quicker to compare and cheaper to keep. Where is the limit?"))
        components = st.slider(_("Components kept"), 1, MOST, MOST, key="learn-amounts-fewest", persist_state="session")
        RACE.link(_("Race on components"), query=to_query(recipe("compression").spec))
    kept = compressed(components)
    told = {
        "n": components,
        "accuracy": as_share(kept.accuracy),
        "whole": as_share(compressed(MOST).accuracy),
        "less": as_share(1 - components / MOST),
    }
    if reached(components):
        standing = _(
            "{n} components: {accuracy} right, {whole} with all; {less} less to keep. No fewer will do.", **told
        )
    elif good_enough(components):
        standing = _(
            "{n} components: {accuracy} right, {whole} with all; {less} less to keep. Are there fewer?", **told
        )
    else:
        standing = _("{n} components: {accuracy} right, {whole} with all. These are too few.", **told)
    goal(chapter, reached(components), standing, components, _tested)


def _tested(components: int) -> str:
    kept, whole = compressed(components), compressed(MOST)
    return _(
        "{tested} of the test pictures are right, {whole} with all components.",
        tested=as_share(kept.tested),
        whole=as_share(whole.tested),
    )


_DASHES = ("solid", "dash", "dot")


def of_copies(accuracies: Mapping[Change, Sequence[float]], names: Mapping[Change, str]) -> go.Figure:
    """Draw the accuracy by how many pictures are known, for each kind of copy."""
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": names[change],
            "x": list(AMOUNTS),
            "y": [100 * value for value in values],
            "line": {"color": CLASS_COLOURS[place], "dash": _DASHES[place], "width": 2.5},
            "marker": {"symbol": CLASS_MARKERS[place], "size": 9},
            "hovertemplate": "%{y:.1f}",
        }
        for place, (change, values) in enumerate(accuracies.items())
    ]
    across = axis(_("Known pictures"), type="log", tickvals=list(AMOUNTS))
    up = axis(_("Validation pictures right"), **percent_ticks())
    title = _("What copies are worth")
    return figure({"data": data, "layout": layout(title, xaxis=across, yaxis=up, hovermode="x unified")})


def of_components(measured: Sequence[Compressed], components: int) -> go.Figure:
    """Draw what is kept by more and more components."""
    kept = (
        (_("Validation pictures right"), [each.accuracy for each in measured]),
        (_("Variance held"), [each.variance for each in measured]),
    )
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": [each.components for each in measured],
            "y": [100 * value for value in values],
            "line": {"color": CLASS_COLOURS[place], "dash": _DASHES[place], "width": 2.5},
            "marker": {"symbol": CLASS_MARKERS[place], "size": 8},
            "hovertemplate": "%{y:.1f}",
        }
        for place, (name, values) in enumerate(kept)
    ]
    dot = {"color": GREY, "dash": "dot", "width": 1.5}
    here = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": components, "x1": components, "line": dot}
    across = axis(_("Components"), type="log", tickvals=[1, 2, 5, 10, 20, 64])
    up = axis(_("Share"), range=[0, 103], **percent_ticks())
    title = _("What is kept")
    return figure({"data": data, "layout": layout(title, xaxis=across, yaxis=up, shapes=[here], hovermode="x unified")})
