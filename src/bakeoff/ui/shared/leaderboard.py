"""The leaderboard as an HTML table: rank, every metric and every cost."""

import html
from collections.abc import Sequence

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.export.leaderboard import Column, caption, columns, ranked
from bakeoff.race import Report
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.ui.shared.pictures import marker
from bakeoff.ui.shared.save import save_button


def leaderboard(report: Report) -> None:
    """Show the table, and its numbers as a download."""
    st.html(table(report))
    save_button(_("Leaderboard as CSV"), lambda: to_csv(report.to_frame()), "leaderboard.csv", key="leaderboard-csv")


def table(report: Report) -> str:
    """Return the leaderboard as HTML; every text in it is escaped."""
    names = ranked(report)
    others = [name for name in report.results if name not in names]
    shown = columns(report)
    head = "".join(
        f'<th scope="col"{_class(one)} title="{html.escape(one.help)}">{html.escape(one.label)}</th>' for one in shown
    )
    rows = "".join(_row(report, name, shown) for name in names)
    rows += "".join(_missing(report, name, len(shown)) for name in others)
    title = html.escape(caption(report))
    return (
        f'<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{title}"><table class="bakeoff-table">'
        f"<caption>{title}</caption>"
        f'<thead><tr><th scope="col">{html.escape(_("Contender"))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _name(name: str, mark: str = "") -> str:
    info = contender(name)
    small = f" <small>{html.escape(mark)}</small>" if mark else ""
    words = f"<span>{html.escape(info.label)}{small}</span>"
    return f'<th scope="row"><span class="bakeoff-name">{marker(info.identity)}{words}</span></th>'


def _row(report: Report, name: str, shown: Sequence[Column]) -> str:
    unfinished = report.finished()[name].unfinished
    cells = "".join(_cell(one, name) for one in shown)
    return f"<tr>{_name(name, _('unfinished') if unfinished else '')}{cells}</tr>"


def _cell(column: Column, name: str) -> str:
    text, small = column.cells[name]
    words = html.escape(text)
    words = f"<strong>{words}</strong>" if name in column.best else words
    wide = _class(column)
    return f"<td{wide}>{words} <small>{html.escape(small)}</small></td>" if small else f"<td{wide}>{words}</td>"


def _class(column: Column) -> str:
    return ' class="bakeoff-rank"' if column.wrap else ""


def _missing(report: Report, name: str, width: int) -> str:
    result = report.results[name]
    text = result.message or _("Still racing.")
    return f'<tr>{_name(name)}<td colspan="{max(width, 1)}" class="bakeoff-note">{html.escape(text)}</td></tr>'
