"""Gain of a class from its chapters, for its teacher."""

import pandas as pd
import streamlit as st

from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import count, difference_interval, gap, percent, with_interval, with_minus
from bakeoff.features.lessons.gain import LEAST, LEAST_OF_HALF, difference, gain, separation
from bakeoff.features.lessons.measure import measure
from bakeoff.features.lessons.room import AnswerTime, Room
from bakeoff.features.lessons.service import rooms
from bakeoff.features.lessons.taught import TIMES, Taught, elsewhere, taught
from bakeoff.html import Markup
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.concepts import posed
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, sentences
from bakeoff.web.folds import fold
from bakeoff.web.save import save_button
from bakeoff.web.tables import html_table, table_row
from bakeoff.web.visitor import visitor

SECONDS = 10.0
"""Interval between two looks at the answers."""
_ACCURACY = metric_named("accuracy")
_SHOWN: tuple[AnswerTime, ...] = ("before", "after", "later")


def gains(room: Room) -> None:
    """Show, folded, what the chapters of a class that measures have taught."""
    box = fold(_("What the chapters teach"), key="class-gains")
    if box.open:
        with box:
            st.fragment(_tables, run_every=SECONDS)(room)


def _tables(room: Room) -> None:
    learners = rooms().results(room, visitor().owner).learners
    everything = taught(room, learners, measure().answers(room, visitor().owner))
    if not any(each.given for each in everything):
        st.caption(_("Nobody has been asked yet. Learners get the questions when they open a chapter."))
        return
    heads = [_("Chapter"), _("Asked"), _("Before"), _("After"), _("Later"), _("Skipped"), _("Goal not reached")]
    rows = [
        table_row(
            _(chapters()[each.part.chapter].title),
            map(count, [len(each.given), *(len(each.at(time)) for time in _SHOWN), each.skipped, _unreached(each)]),
        )
        for each in everything
    ]
    st.html(html_table(_("Learners who answered, of {n} in the class", n=len(learners)), heads, rows))
    for each in everything:
        st.markdown(_("**{title}**", title=_(chapters()[each.part.chapter].title)))
        st.markdown(sentences(*_gained(each), _against(each)))
    heads = [_("Right answers and wrong ideas"), _("Before"), _("After"), _("Later"), _("Separates")]
    st.html(
        html_table(
            _("Learners by their answers"), heads, [row for each in everything for row in _ideas(each, everything)]
        )
    )
    st.caption(
        _(
            "“Separates” runs from −1 to 1: above 0.2, who is right here is also right in the other questions. One in "
            "20 intervals of 95 % misses the truth: of several, one may by chance."
        )
    )
    save_button(
        _("Answers as CSV"),
        lambda: to_csv(pd.DataFrame(_lines(room, everything)), index=False),
        f"answers-{room.code}.csv",
        key="class-answers",
        help=_("A line for each learner and chapter, without names and sorted. Option 0 is right, 3 is sure."),
    )


def _unreached(each: Taught) -> int:
    return len(each.at("before").keys() - each.reached)


def _gained(each: Taught) -> list[str]:
    """Say what a class gained from a chapter, what remained later, and what those who stopped would change."""
    right, everybody = each.right("before", "after"), each.right("before", "after", unchanged=True)
    known, whole, later = gain(right), gain(everybody), each.right("before", "after", "later")
    if known is None:
        few = len(right) < LEAST
        return [
            _("Fewer than {n} learners have answered both times.", n=LEAST)
            if few
            else _("Too few answers were wrong before the chapter.")
        ]
    before, after = (percent(share) for share in right.mean(axis=(0, 2)))
    said = [
        _("Right were {before} % before and {after} % after ({n} learners).", before=before, after=after, n=len(right))
    ]
    values = {"gain": with_interval(known, _ACCURACY)}
    if known.low > 0:
        said.append(_("Of what was wrong before, the class learnt {gain}.", **values))
    else:
        said.append(_("The answers show no certain gain: {gain} of what was wrong before.", **values))
    if whole is not None and len(everybody) > len(right):
        n, of_all = len(everybody) - len(right), with_interval(whole, _ACCURACY)
        said.append(_("With the {n} who did not answer after it, if they learnt nothing: {gain}.", n=n, gain=of_all))
    if len(later):
        _first, soon, late = (percent(share) for share in later.mean(axis=(0, 2)))
        said.append(_("Asked once more ({n}): {soon} % after it, {late} % later.", n=len(later), soon=soon, late=late))
    return said


def _against(each: Taught) -> str:
    """Say how the half that has had a chapter differs from the half that waits for it."""
    if not each.first:
        return ""
    had, waited = each.half(first=True), each.half(first=False)
    known = difference(had, waited)
    if known is None:
        return _("To compare the halves, each needs {n} learners who answered twice.", n=LEAST_OF_HALF)
    values = {"gap": gap(known, _ACCURACY), "interval": difference_interval(known, _ACCURACY)}
    said = (
        _("Against the half that had not yet had it, the gain is {gap} (95 %: {interval}).", **values)
        if known.low > 0
        else _("Against the half that had not yet had it, no gain is certain: {gap} (95 %: {interval}).", **values)
    )
    return sentences(said, _("Learners in the halves: {n} and {m}.", n=len(had), m=len(waited)))


def _ideas(each: Taught, everything: list[Taught]) -> list[Markup]:
    """Return rows: each question of a chapter, with who was right, then its wrong ideas, with who held them."""
    rows = []
    for place, concept in enumerate(each.concepts):
        right = _("Right: {question}", question=posed(concept, "").sentence)
        r = separation(*elsewhere(everything, each, place))
        for option, heading in enumerate([right, *(_(idea.name) for idea in concept.ideas)]):
            cells = []
            for time in _SHOWN:
                n, sure = each.holders(place, option, time)
                of = len(each.at(time))
                cells.append(_("{n} of {of}, {sure} sure", n=n, of=of, sure=sure) if of else "–")
            rows.append(table_row(heading, [*cells, "" if option else "–" if r is None else with_minus(f"{r:.2f}")]))
    return rows


def _lines(room: Room, everything: list[Taught]) -> list[dict[str, str]]:
    """Return a line for each learner and chapter, in an order that tells no names."""
    lines = []
    for each in everything:
        for number, times in each.given.items():
            line = {"class": room.code, "chapter": each.part.chapter}
            line["has_it"] = {True: "first", False: "second", None: ""}[each.first.get(number)]
            line["goal_reached"] = str(number in each.reached)
            for time in TIMES:
                row = times.get(time)
                for place in range(len(each.concepts)):
                    line[f"{time}_{place + 1}"] = row.options[place : place + 1] if row else ""
                    line[f"{time}_{place + 1}_confidence"] = row.confidence[place : place + 1] if row else ""
            lines.append(line)
    return sorted(lines, key=lambda line: list(line.values()))
