"""Chapter 12: changed copies of few pictures, and pictures of few numbers, by components and by a narrow network."""

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.amounts.autoencoder import NUMBERS, PASSES, WIDTH, Autoencoded, autoencoded
from bakeoff.features.learn.amounts.components import MOST, codes, compressed, good_enough, measured, reached, rebuilt
from bakeoff.features.learn.amounts.copies import AMOUNTS, Change, all_accuracies, with_copies
from bakeoff.features.learn.digits import digit_pictures, rows
from bakeoff.features.learn.parts.choice import segments, slider, stops
from bakeoff.features.learn.parts.curves import curves, in_order
from bakeoff.features.learn.parts.pixels import of_pixels, side_by_side
from bakeoff.features.learn.parts.steps import as_share, explain, goal, predict, say, seen, step, table
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.figures.style import axis, class_colour, layout
from bakeoff.lesson.chapter import Chapter
from bakeoff.link import to_query
from bakeoff.recipes import recipe
from bakeoff.text import _, counted, sentences
from bakeoff.web.components.chart import Clicked, chart
from bakeoff.web.routes import route

_SHOWN = 12
"""Validation pictures to choose from."""
_PICKED, _BESIDE = "learn-amounts-picked", 5
"""Digits of each compression."""


def show(chapter: Chapter) -> None:
    """Show the steps; each is drawn again by itself."""
    say(
        "A nearest neighbour answers as the most similar picture it knows: it has nothing else than its data. So "
        "it shows best what more of them do, and what less of each does."
    )
    for part in (_copies, _components, partial(_fewest, chapter)):
        st.fragment(part)()


def _changes() -> dict[Change, str]:
    return {"none": _("No copies"), "moved": _("Half a pixel to each side"), "turned": _("Upside down")}


def _copies() -> None:
    with step(1, _("More: changed copies")) as (words, picture):
        with words:
            explain(
                "**Data augmentation** adds copies that are changed in a way that should not matter. Only training "
                "pictures are copied; the validation pictures stay as they are."
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
            names = _changes()
            change = segments(_("Copies"), names, "moved", wrap=True, key="learn-amounts-change")
        with picture:
            scores = worked_out("amounts-copies", _("Measuring"), all_accuracies).value
            if scores is None:
                return
            copies = with_copies(digit_pictures().train[:1], change)
            titles = [_("Copy {n}", n=place) if place else _("Picture") for place in range(len(copies))]
            side_by_side(zip(copies, titles, strict=True), names[change], key="learn-amounts-copy")
            heading = _("What copies are worth")
            lines, up = (
                in_order({names[each]: values for each, values in scores.items()}),
                _("Validation pictures right"),
            )
            drawn = curves(AMOUNTS, lines, _("Known pictures"), of=up, powers=AMOUNTS, heading=heading)
            chart(drawn, alt=heading, key="learn-amounts-copies-picture", height=360)
        with words:
            seen(
                "With {n} known pictures: {none} right without copies, **{moved}** with moved ones, {turned} "
                "upside down, as a 6 becomes a 9. With {many} pictures moved copies add only {gain} points: the "
                "pictures themselves show what does not matter.",
                answer,
                {
                    "both": _("Only changes that keep the meaning help: not more is more, but more of the same kind."),
                    "turned": _("A 6 upside down is labelled 6 and looks like a 9: such a copy teaches a mistake."),
                },
                n=AMOUNTS[0],
                none=as_share(scores["none"][0]),
                moved=as_share(scores["moved"][0]),
                turned=as_share(scores["turned"][0]),
                many=AMOUNTS[-1],
                gain=percent(scores["moved"][-1] - scores["none"][-1]),
            )
            route("race").link(_("Race with copies"), query=to_query(recipe("augmentation").spec))


def _components() -> None:
    with step(2, _("Less: a few components")) as (words, picture):
        with words:
            say(
                "**Data compression**: principal components are the directions in which pictures differ most. A "
                "picture is the mean picture and a little of each; the first few hold most."
            )
            st.latex(r"x \approx \bar{x} + \sum_{i=1}^{k} c_i \, v_i")
            answer = predict(
                "amounts-components",
                _("How many of {n} numbers does the nearest neighbour need to be about as good?", n=MOST),
                {"many": _("About 50"), "half": _("About 30"), "few": _("About 10")},
            )
            place = slider(_("Digit"), 1, _SHOWN, 1, key="learn-amounts-digit")
            components = slider(_("Components"), 1, MOST, 2, key="learn-amounts-k")
        kept, shown = compressed(components), digit_pictures().validation[place - 1 : place]
        with picture:
            pair = (shown[0], rebuilt(shown, components)[0])
            titles = (_("{n} numbers", n=MOST), counted("From {n} number", "From {n} numbers", components))
            for place, column in enumerate(st.columns(2)):
                with column:
                    digit = of_pixels(pair[place], titles[place])
                    chart(digit, alt=titles[place], key=f"learn-amounts-rebuilt-{place}", height=240)
            kinds, heading = measured(), _("What is kept")
            right, held = [each.accuracy for each in kinds], [each.variance for each in kinds]
            lines = in_order({_("Validation pictures right"): right, _("Variance held"): held})
            across, powers = [each.components for each in kinds], (1, 2, 5, 10, 20, 64)
            drawn = curves(
                across, lines, _("Components"), chosen=components, of=_("Share"), powers=powers, heading=heading
            )
            chart(drawn, alt=heading, key="learn-amounts-kept", height=340)
        with words:
            seen(
                "{n} components hold {variance} of the variance, and {accuracy} of the validation pictures are "
                "right; all {most} give {whole}. Accuracy rises far sooner than the variance: the first few tell "
                "digits apart.",
                answer,
                dict.fromkeys(
                    ("many", "half"),
                    _(
                        "Ten have {share} right. What the others hold is detail.",
                        share=as_share(compressed(10).accuracy),
                    ),
                ),
                n=components,
                variance=as_share(kept.variance),
                accuracy=as_share(kept.accuracy),
                most=MOST,
                whole=as_share(compressed(MOST).accuracy),
            )


def _network() -> Autoencoded | None:
    """Show an autoencoder beside the components; return it once it is trained as it is set."""
    with step(3, _("Less: a narrow network")) as (words, picture):
        with words:
            say(
                "Components only add and scale. An **autoencoder** is a network that learns to answer with its own "
                "input: {pixels} pixels, {width} units, a narrow layer, {width} units, {pixels} pixels. What "
                "passes the narrow layer is the compressed picture.",
                pixels=MOST,
                width=WIDTH,
            )
            answer = predict(
                "amounts-network",
                _("Both keep 2 numbers a picture. Which one misses held-out pictures less?"),
                {"linear": _("The components"), "same": _("Both alike"), "network": _("The network")},
            )
            numbers = stops(_("Numbers a picture"), NUMBERS, 2, key="learn-amounts-numbers")
            passes = stops(_("Passes over the training pictures"), PASSES, PASSES[1], key="learn-amounts-passes")
        with picture:
            work = worked_out("amounts-network", _("Training the network"), autoencoded, numbers, passes)
            made = work.value
            if made is None:
                return None
            linear, whole = compressed(made.numbers), digit_pictures().validation
            by_components = rebuilt(whole, made.numbers)
            left, beside = st.columns(2)
            with left:
                _map(_("Components: each digit at its first two"), codes(rows(whole), 2), "components")
            with beside:
                _map(_("Network: each digit at its first two numbers"), made.codes, "network")
            st.caption(_("Click a digit: it is the first of those below."))
            shown = [st.session_state.get(_PICKED, 0), *range(1, _BESIDE)]
            kinds = ((_("{n} numbers", n=MOST), whole), (_("Components"), by_components), (_("Network"), made.rebuilt))
            for kind, (name, pictures) in enumerate(kinds):
                st.markdown(name)
                titled = zip(pictures[shown], map(str, digit_pictures().y_validation[shown]), strict=True)
                side_by_side(titled, name, key=f"learn-amounts-{kind}")
        with words:
            seen(
                "With {n} numbers, the components miss a pixel of held-out pictures by {linear}, the network "
                "by {network}, on a scale from 0 to 1.",
                answer,
                {"same": _("Only a network without bends would come to the same.")}
                | (
                    {"linear": _("Among flat maps they are best, but a network can bend.")}
                    if made.missed < linear.missed
                    else {"network": _("After so few passes it has not learnt to bend.")}
                ),
                n=made.numbers,
                linear=f"{linear.missed:.3f}",
                network=f"{made.missed:.3f}",
            )
            table(
                [_("Validation pictures"), _("Components"), _("Network")],
                [
                    [_("Missed (RMSE)"), f"{linear.missed:.3f}", f"{made.missed:.3f}"],
                    [_("Nearest neighbour right"), as_share(linear.accuracy), as_share(made.accuracy)],
                    [_("Weights to store"), f"{MOST * (made.numbers + 1):,}", f"{made.weights:,}"],
                ],
            )
            st.caption(
                _(
                    "No flat map of so many numbers misses the training pictures less than the components. The "
                    "network can bend, but it needs many more weights and a training that begins at random."
                )
            )
    return made if work.current else None


def _map(title: str, places: NDArray[np.float64], name: str) -> None:
    """Show every validation digit at its first two numbers; one that is clicked is picked."""
    places, truth = np.pad(places, ((0, 0), (0, 1)))[:, :2], digit_pictures().y_validation
    digits = [
        trace("text", str(n), *places[truth == n].T.round(4).tolist(), text=f"<b>{n}</b>", hoverinfo="none")
        | {"textfont": {"color": class_colour(n)}, "showlegend": False}
        for n in range(10)
    ]
    drawn = {"data": digits, "layout": layout(title, xaxis=axis(""), yaxis=axis(""))}
    chart(drawn, alt=title, key=f"learn-amounts-map-{name}", height=380, on_click=partial(_pick, places))


def _pick(places: NDArray[np.float64], clicked: Clicked) -> None:
    if not isinstance(clicked.x, str) and not isinstance(clicked.y, str):
        st.session_state[_PICKED] = int(np.abs(places - (clicked.x, clicked.y)).sum(axis=1).argmin())


def _fewest(chapter: Chapter) -> None:
    network = _network()
    with step(4, _("As few as can be")) as (words, _picture), words:
        say("Fewer numbers are quicker to compare and cheaper to keep. Where is the limit?")
        components = slider(_("Components kept"), 1, MOST, MOST, key="learn-amounts-fewest")
        route("race").link(_("Race on components"), query=to_query(recipe("compression").spec))
    kept = compressed(components)
    measured_now = {"n": components, "accuracy": as_share(kept.accuracy), "whole": as_share(compressed(MOST).accuracy)}
    too_few, fewest_yet = (
        _("These are too few."),
        _("No fewer will do.") if reached(components) else _("Are there fewer?"),
    )
    standing = sentences(
        _("{n} components: {accuracy} right, {whole} with all.", **measured_now),
        fewest_yet if good_enough(components) else too_few,
    )
    if network:
        now = _("Network with {n} numbers: {share} right.", n=network.numbers, share=as_share(network.accuracy))
        standing = sentences(standing, now)
    hard = network is not None and network.reached
    goal(chapter, reached(components), standing, components, _tested, hard=hard)


def _tested(components: int) -> str:
    kept, whole = compressed(components), compressed(MOST)
    return _(
        "{tested} of the test pictures are right, {whole} with all components.",
        tested=as_share(kept.tested),
        whole=as_share(whole.tested),
    )
