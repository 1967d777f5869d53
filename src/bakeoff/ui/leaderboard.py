"""The leaderboard as an HTML table: rank, every metric and every cost."""

import html
from collections.abc import Sequence

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.rank_words import ordered
from bakeoff.race import Report
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.ui.leaderboard_columns import AnyReport, Column, columns
from bakeoff.ui.pictures import marker
from bakeoff.ui.save import save_button


def leaderboard(report: Report) -> None:
    """Show the table, and its numbers as a download."""
    st.html(table(report))
    save_button(_("Leaderboard as CSV"), lambda: to_csv(report.to_frame()), "leaderboard.csv", key="leaderboard-csv")


def table(report: AnyReport) -> str:
    """Return the leaderboard as HTML; every text in it is escaped."""
    ranked = _ranked(report)
    others = [name for name in report.results if name not in ranked]
    shown = columns(report)
    head = "".join(f'<th scope="col" title="{html.escape(one.help)}">{html.escape(one.label)}</th>' for one in shown)
    rows = "".join(_row(report, name, shown) for name in ranked)
    rows += "".join(_missing(report, name, len(shown)) for name in others)
    caption = html.escape(_caption(report))
    return (
        f'<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="bakeoff-table">'
        f"<caption>{caption}</caption>"
        f'<thead><tr><th scope="col">{html.escape(_("Contender"))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _caption(report: AnyReport) -> str:
    if report.verdict is None or not report.verdict.ranks:
        return _("On the test part, with 95 % intervals beneath. Bold: the best number of a column.")
    return _(
        "On the test part, with 95 % intervals beneath; who are tied by the test on {metric} share a rank. "
        "Bold: ranked 1st, or in other columns the best number.",
        metric=_(report.metric.noun),
    )


def _ranked(report: AnyReport) -> list[str]:
    """Return who has a result: by rank, then by score; a score that is not a number comes last."""
    finished, metric = report.finished(), report.metric
    gains = {name: metric.gain(outcome.metrics[metric.name].value) for name, outcome in finished.items()}
    return ordered(report.verdict, gains)


def _name(name: str, mark: str = "") -> str:
    info = contender(name)
    small = f" <small>{html.escape(mark)}</small>" if mark else ""
    words = f"<span>{html.escape(info.label)}{small}</span>"
    return f'<th scope="row"><span class="bakeoff-name">{marker(info.identity)}{words}</span></th>'


def _row(report: AnyReport, name: str, shown: Sequence[Column]) -> str:
    unfinished = report.finished()[name].unfinished
    cells = "".join(_cell(one, name) for one in shown)
    return f"<tr>{_name(name, _('unfinished') if unfinished else '')}{cells}</tr>"


def _cell(column: Column, name: str) -> str:
    text, small = column.cells[name]
    words = html.escape(text)
    words = f"<strong>{words}</strong>" if name in column.best else words
    return f"<td>{words} <small>{html.escape(small)}</small></td>" if small else f"<td>{words}</td>"


def _missing(report: AnyReport, name: str, width: int) -> str:
    result = report.results[name]
    text = result.message or _("Still racing.")
    return f'<tr>{_name(name)}<td colspan="{max(width, 1)}" class="bakeoff-note">{html.escape(text)}</td></tr>'
