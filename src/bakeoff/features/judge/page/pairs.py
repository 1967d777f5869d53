"""Every two contenders side by side: how likely is one better than the other, and which difference is decided."""

import streamlit as st

from bakeoff.evaluation import notation
from bakeoff.evaluation.decision import Decision, amount, matrix, probability, sentence, what_would_tell
from bakeoff.evaluation.metrics import Metric
from bakeoff.features.judge.figures.pairs import pair_differences_spec
from bakeoff.features.judge.findings import decisions, fold_plan
from bakeoff.features.judge.page.study_text import fewer_folds
from bakeoff.features.judge.record import Record
from bakeoff.html import Markup, Template, plain
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
