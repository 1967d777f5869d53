"""Every two contenders side by side: how likely is one better than the other, and which difference is decided.

The page draws it while folds come in, so it is made as a plain dict.
"""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import Decision, ahead, amount, matrix, probability, sentence, what_would_tell
from bakeoff.evaluation.metrics import Metric
from bakeoff.features.judge.page.study_text import fewer_folds
from bakeoff.figures.style import GREY, Spec, axis, faded, layout
from bakeoff.html import Markup, Template, plain
from bakeoff.study.findings import decisions, fold_plan
from bakeoff.study.record import Record
from bakeoff.study.repairs import change_text
from bakeoff.text import _, sentences
from bakeoff.web.components.chart import chart
from bakeoff.web.tables import html_table, named, table_row

_ROW = Template('<tr><th scope="row">{{ heading }}</th>{% for cell in cells %}{{ cell }}{% endfor %}</tr>')
MOST_IN_FULL = 3
"""Pairs up to which every one has its sentence; of more, those that are undecided are folded away."""


def pairs(record: Record) -> None:
    """Show the matrix of all pairs, the bar that each must reach, and each pair in words with the tests behind it."""
    all_pairs, metric = decisions(record), record.metric
    if not all_pairs or fold_plan(record).too_few_groups:
        return
    st.html(table(record, all_pairs))
    figure = pair_differences_spec(record, all_pairs)
    if figure["data"]:  # on the first fold no pair has a bar
        height = 130 + 42 * len(all_pairs)
        chart(figure, alt=figure["layout"]["title"]["text"], key="judge-pairs", height=height)
    said = {pair: plain(_said(pair, record, metric)) for pair in all_pairs}
    open_ones = [pair for pair in all_pairs if not pair.decided] if len(all_pairs) > MOST_IN_FULL else []
    st.markdown("\n".join(f"- {said[pair]}" for pair in all_pairs if pair not in open_ones))
    if open_ones:
        with st.expander(_("Undecided pairs: {n}", n=len(open_ones)), key="judge-undecided"):
            st.markdown("\n".join(f"- {said[pair]}" for pair in open_ones))
    with st.expander(_("The same in tests and p-values"), key="judge-t-test"):
        st.html(_tests(record, all_pairs, metric))


def _said(decision: Decision, record: Record, metric: Metric) -> str:
    labels = {name: lane.label for name, lane in record.lanes.items()}
    folds = fewer_folds(record, decision.comparison.n_folds)
    return sentences(sentence(decision, metric, labels), folds, what_would_tell(decision))


def table(record: Record, all_pairs: tuple[Decision, ...]) -> Markup:
    """Return the matrix as HTML."""
    frame = matrix(all_pairs)
    names = list(frame.index)
    won = {(pair.winner, pair.loser) for pair in all_pairs if pair.winner}
    caption = (
        _(
            "Probability that the row’s contender is better than the column’s by more than {rope}, each pair on its "
            "own. Bold: decided, corrected for all pairs and repeated looks",
            rope=amount(record.plan.rope, record.metric),
        )
        if record.plan.rope
        else _(
            "Probability that the row’s contender is better than the column’s, each pair on its own. Bold: decided, "
            "corrected for all pairs and repeated looks"
        )
    )
    rows = (
        _ROW(
            heading=named(record.lanes[name].contender, record.lanes[name].label),
            cells=[_cell(float(frame.loc[name, other]), (name, other) in won) for other in names],
        )
        for name in names
    )
    return html_table(caption, [_("is better than"), *(record.lanes[name].label for name in names)], rows)


def _cell(value: float, decided: bool) -> Markup:
    if value != value:
        return Markup("<td>–</td>")
    weight, shade = "strong" if decided else "span", f"rgba(0, 114, 178, {0.4 * value:.3f})"
    cell = Markup('<td style="background: {shade}"><{weight}>{words}</{weight}></td>')
    return cell.format(shade=shade, weight=weight, words=probability(value))


def _tests(record: Record, all_pairs: tuple[Decision, ...], metric: Metric) -> Markup:
    caption = _(
        "Corrected resampled t-test (Nadeau and Bengio 2003): the folds overlap, so the variance is widened. The "
        "last two columns decide. They are corrected for all pairs (largest t, Westfall and Young 1993) and for "
        "repeated looks (Lan and DeMets 1983)."
    )
    titles = (
        _("Pair"),
        _("Difference"),
        _("95 % interval, this pair alone"),
        _("t"),
        _("p-value, this pair alone"),
        _("Interval that decides"),
        _("p-value that decides"),
    )
    rows = []
    for pair in all_pairs:
        first, second = record.lanes[pair.first].label, record.lanes[pair.second].label
        alone = pair.comparison
        numbers = [
            notation.gap(pair.difference, metric),
            notation.difference_interval(alone.difference, metric),
            notation.with_minus(f"{alone.t:.2f}"),
            f"{alone.p_value:.4f}",
            notation.difference_interval(pair.difference, metric),
            f"{pair.p_value:.4f}",
        ]
        rows.append(table_row(_("{first} less {second}", first=first, second=second), numbers))
    return html_table(caption, titles, rows)


def pair_differences_spec(record: Record, given: Sequence[Decision] | None = None) -> Spec:
    """Return each pair's difference with the interval that decides it, and the band that it must leave."""
    given, metric = decisions(record) if given is None else given, record.metric
    known = [decision for decision in given if np.isfinite(decision.difference.low)]
    fair = record.plan.question == "fair"
    names = [_repair_name(record, pair) if fair else _pair_name(record, pair) for pair in known]
    leads = [pair.difference if fair else ahead(pair.difference) for pair in known]
    traces = [_difference(record, *drawn, metric) for drawn in zip(known, leads, names, strict=True)]
    edge, unit = record.plan.rope, _unit(metric)
    band = {
        "type": "rect", "xref": "x", "yref": "paper", "x0": -edge * unit, "x1": edge * unit, "y0": 0, "y1": 1,
        "fillcolor": faded(GREY, 0.2), "line": {"width": 0 if edge else 1, "color": GREY}, "layer": "below",
    }  # fmt: skip
    title = (
        _("Decided once the whole bar is beyond {rope}, or within", rope=amount(edge, metric))
        if edge
        else _("Decided once the whole bar is on one side of 0")
    )
    name = _("Difference, points") if unit == 100 else _("Difference in {metric}", metric=_(metric.noun))
    if fair:
        name = _("Gain of the repair, points") if unit == 100 else _("Gain of the repair")
    x = axis(name, zeroline=True)
    y = axis(type="category", categoryorder="array", categoryarray=names[::-1], range=[-0.6, len(names) - 0.4])
    shown = layout(title, xaxis=x, yaxis=y, showlegend=False, shapes=[band], uirevision="pairs")
    return {"data": traces, "layout": shown}


def _pair_name(record: Record, decision: Decision) -> str:
    """Name a pair, the one that is ahead first."""
    first, second = (
        (decision.first, decision.second) if decision.difference.value >= 0 else (decision.second, decision.first)
    )
    return _("{first}<br>against {second}", first=record.lanes[first].label, second=record.lanes[second].label)


def _repair_name(record: Record, decision: Decision) -> str:
    """Name a repair over two lines: the contender and what is changed."""
    return f"{record.lanes[decision.second].label}<br>{change_text(decision.first)}"


def _difference(record: Record, decision: Decision, ahead: Estimate, name: str, metric: Metric) -> Spec:
    unit = _unit(metric)
    colour = contender(record.lanes[decision.winner].contender).identity.colour if decision.winner else GREY
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [ahead.value * unit],
        "y": [name],
        "name": name,
        "marker": {"color": colour, "size": 10, "symbol": "circle" if decision.decided else "circle-open"},
        "error_x": {
            "type": "data", "symmetric": False,
            "array": [(ahead.high - ahead.value) * unit], "arrayminus": [(ahead.value - ahead.low) * unit],
            "color": colour, "thickness": 2.5, "width": 8,
        },
        "hovertemplate": _hover(ahead, metric) + f"<extra>{name}</extra>",
    }  # fmt: skip


def _unit(metric: Metric) -> int:
    """Return what a difference is multiplied by where it is drawn: shares are shown in points."""
    return 100 if metric.unit == "%" else 1


def _hover(ahead: Estimate, metric: Metric) -> str:
    return _(
        "{mean}; possible is {low} to {high}",
        mean=notation.gap(ahead, metric),
        low=notation.difference(ahead.low, metric),
        high=notation.difference(ahead.high, metric),
    )
