"""Every two contenders side by side: how likely is one better than the other, and which difference is decided."""

import math

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.decision import Decision, ahead, amount, matrix, probability
from bakeoff.evaluation.metrics import Metric
from bakeoff.features.judge.page.gaps import Gap, gap_table
from bakeoff.features.judge.page.study_text import fewer_folds
from bakeoff.figures.style import GREY
from bakeoff.html import Markup, Template
from bakeoff.study.findings import decisions, fold_plan
from bakeoff.study.record import Record
from bakeoff.text import _, sentences
from bakeoff.web.tables import html_table, named, table_row

_ROW = Template('<tr><th scope="row">{{ heading }}</th>{% for cell in cells %}{{ cell }}{% endfor %}</tr>')


def pairs(record: Record) -> None:
    """Show each pair's difference, and the probabilities and tests behind it."""
    all_pairs, metric = decisions(record), record.metric
    if not all_pairs or fold_plan(record).too_few_groups:
        return
    st.html(differences(record, all_pairs))
    with st.expander(_("Probabilities, tests and p-values"), key="judge-t-test"):
        st.html(table(record, all_pairs))
        st.html(_tests(record, all_pairs, metric))


def differences(record: Record, all_pairs: tuple[Decision, ...]) -> Markup:
    """Return a table of the pairs, the one that is ahead first and the undecided ones last."""
    rows = [_gap(record, pair) for pair in sorted(all_pairs, key=lambda pair: not pair.decided)]
    n_open = sum(not pair.decided for pair in all_pairs)
    caption = sentences(
        _("Lead of the first of each pair, with the 95 % interval that decides."),
        band_meaning(record),
        _("Undecided pairs: {n} of {all}.", n=n_open, all=len(all_pairs)),
    )
    return gap_table(caption, (_("Pair"), _("Difference"), _("Verdict")), rows, record.metric, record.plan.rope)


def band_meaning(record: Record) -> str:
    """Say what the band in the table of differences is."""
    rope = record.plan.rope
    return _("Grey band: up to {rope}, which does not matter.", rope=amount(rope, record.metric)) if rope else ""


def _gap(record: Record, pair: Decision) -> Gap:
    first, second = (pair.first, pair.second)[:: 1 if pair.difference.value >= 0 else -1]
    verdicts = {"equivalent": _("practically equal"), "undecided": _("not decided")}
    verdict = verdicts.get(pair.outcome, _("better"))
    if math.isnan(pair.difference.low):
        verdict = _("too few folds")
    return Gap(
        _("{first} against {second}", first=record.lanes[first].label, second=record.lanes[second].label),
        ahead(pair.difference),
        verdict,
        contender(record.lanes[first].contender).identity.colour if pair.winner else GREY,
        pair.decided,
        note=fewer_folds(record, pair.comparison.n_folds),
    )


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
