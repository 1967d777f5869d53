"""Every two contenders side by side: how likely is one better than the other."""

import html

import streamlit as st

from bakeoff.evaluation.decision import THRESHOLD, Decision, matrix, sentence
from bakeoff.judge import Record
from bakeoff.judge.findings import decisions
from bakeoff.text import _
from bakeoff.ui.tables import html_table, row_heading
from bakeoff.ui.words import plain

MOST_IN_FULL = 3
"""Pairs up to which every one has its sentence; of more, those that are undecided are folded away."""


def pairs(record: Record) -> None:
    """Show the matrix of all pairs, and each pair in words with the tests behind it."""
    found = decisions(record)
    if not found:
        return
    st.html(table(record, found))
    labels = {name: lane.label for name, lane in record.lanes.items()}
    said = {one: plain(sentence(one, record.metric, labels)) for one in found}
    open_ones = [one for one in found if not one.decided] if len(found) > MOST_IN_FULL else []
    st.markdown("\n".join(f"- {said[one]}" for one in found if one not in open_ones))
    if open_ones:
        with st.expander(_("Undecided pairs: {n}", n=len(open_ones)), key="judge-undecided"):
            st.markdown("\n".join(f"- {said[one]}" for one in open_ones))
    with st.expander(_("The same by the corrected resampled t-test"), key="judge-t-test"):
        st.html(_t_tests(record, found))


def table(record: Record, found: tuple[Decision, ...]) -> str:
    """Return the matrix as HTML."""
    frame = matrix(found)
    names = list(frame.index)
    caption = _(
        "Probability that the contender of the row is better than that of the column by more than {rope}",
        rope=f"{record.plan.rope:g}",
    )
    head = "".join(f'<th scope="col">{html.escape(record.lanes[name].label)}</th>' for name in names)
    rows = ""
    for name in names:
        cells = "".join(_cell(frame.loc[name, other]) for other in names)
        rows += f"<tr>{row_heading(record.lanes[name].contender, record.lanes[name].label)}{cells}</tr>"
    return html_table(caption, f'<tr><th scope="col">{html.escape(_("is better than"))}</th>{head}</tr>', rows)


def _cell(probability: object) -> str:
    value = float(probability)  # type: ignore[arg-type]
    if value != value:
        return "<td>–</td>"
    text = _("{percent} %", percent=f"{100 * value:.1f}")
    weight, shade = "strong" if value >= THRESHOLD else "span", f"rgba(0, 114, 178, {0.4 * value:.3f})"
    return f'<td style="background: {shade}"><{weight}>{html.escape(text)}</{weight}></td>'


def _t_tests(record: Record, found: tuple[Decision, ...]) -> str:
    caption = _("Corrected resampled t-test (Nadeau and Bengio 2003): the folds overlap, so the variance is widened")
    titles = (_("Pair"), _("Difference"), _("95 % interval"), _("t"), _("p-value"))
    head = "<tr>" + "".join(f'<th scope="col">{html.escape(one)}</th>' for one in titles) + "</tr>"
    rows = ""
    for one in found:
        first, second = record.lanes[one.first].label, record.lanes[one.second].label
        gap = one.comparison.difference
        name = html.escape(_("{first} less {second}", first=first, second=second))
        numbers = [f"{gap.value:+.4f}", f"{gap.low:+.4f} … {gap.high:+.4f}"]
        numbers += [f"{one.comparison.t:.2f}", f"{one.comparison.p_value:.4f}"]
        rows += f'<tr><th scope="row">{name}</th>' + "".join(f"<td>{text}</td>" for text in numbers) + "</tr>"
    return html_table(caption, head, rows)
