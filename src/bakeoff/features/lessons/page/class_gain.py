"""Gain of a class from its chapters, for its teacher."""

import pandas as pd
import streamlit as st

from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import count, percent, with_interval
from bakeoff.features.lessons.gain import LEAST, answered_twice, gain, moves
from bakeoff.features.lessons.room import Room
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.items import item_pair
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.web.folds import fold
from bakeoff.web.save import save_button
from bakeoff.web.tables import html_table, table_row
from bakeoff.web.visitor import visitor

SECONDS = 10.0
"""Interval between two looks at the answers."""


def gains(room: Room) -> None:
    """Show, folded, what the chapters of a class that measures have taught."""
    box = fold(_("What the chapters teach"), key="class-gains")
    if box.open:
        with box:
            st.fragment(_tables, run_every=SECONDS)(room)


def _tables(room: Room) -> None:
    learners, keys = rooms().results(room, visitor().owner).learners, [lesson.key for lesson in room.lessons]
    right = {}
    for chapter in chapters().values():
        asked = [key for level in chapter.levels if (key := chapter_lesson(level).key) in keys]
        if asked:
            right[chapter.name] = answered_twice(learners, keys.index(asked[0]))
    known, moved = [], []
    for name, pairs in right.items():
        title = _(chapters()[name].title)
        before, after = (percent(share) for share in pairs.mean(axis=(0, 2))) if len(pairs) else ("–", "–")
        estimate = gain(pairs)
        if estimate is not None:
            said = with_interval(estimate, metric_named("accuracy"))
        elif len(pairs) < LEAST:
            said = _("Fewer than {n} learners have answered both times.", n=LEAST)
        else:
            said = _("Too few answers were wrong before the chapter.")
        known.append(table_row(title, [count(len(pairs)), before, after, said]))
        for (up, down, p), item in zip(moves(pairs), item_pair(name, room.code, 0, after=False), strict=True):
            moved.append(table_row(item.sentence, [count(up), count(down), "–" if p is None else f"{p:.3f}"]))
    heads = [_("Chapter"), _("Learners"), _("Right before, %"), _("Right after, %"), _("Gain (95 % interval)")]
    st.html(html_table(_("Normalised gain: (after − before) / (100 % − before)"), heads, known))
    heads = [_("Question, for example"), _("Wrong → right"), _("Right → wrong"), _("p (McNemar)")]
    st.html(html_table(_("Learners whose answers changed, by question"), heads, moved))
    limit = f"{0.05 / max(len(moved), 1):.3f}"
    st.caption(
        _("By chance one test in 20 has p < 0.05. With {n} tests, only p < {limit} counts.", n=len(moved), limit=limit)
    )
    columns = ["before_1", "before_2", "after_1", "after_2"]
    rows = [[room.code, name, *pair] for name, pairs in right.items() for pair in sorted(pairs.reshape(-1, 4).tolist())]
    save_button(
        _("Answers as CSV"),
        lambda: to_csv(pd.DataFrame(rows, columns=["class", "chapter", *columns]), index=False),
        f"answers-{room.code}.csv",
        key="class-answers",
        help=_("A line for each learner who has answered all four questions, without names and sorted."),
    )
