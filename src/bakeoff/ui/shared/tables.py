"""Tables of numbers as HTML: they scroll sideways on a narrow screen, by keyboard too."""

import html
from collections.abc import Mapping, Sequence

from bakeoff.contenders import contender
from bakeoff.text import _
from bakeoff.ui.shared.pictures import marker


def html_table(caption: str, head: str, rows: str) -> str:
    """Return a table; `head` and `rows` are HTML, the caption is a text."""
    escaped = html.escape(caption)
    return (
        f'<div class="bakeoff-scroll" tabindex="0" role="region" aria-label="{escaped}"><table class="bakeoff-table">'
        f"<caption>{escaped}</caption><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    )


def row_heading(name: str, label: str | None = None) -> str:
    """Return the heading of a contender's row: its marker, and its label unless it is called otherwise."""
    info = contender(name)
    words = html.escape(label or info.label)
    return f'<th scope="row"><span class="bakeoff-name">{marker(info.identity)}{words}</span></th>'


def contender_table(
    caption: str, columns: Sequence[str], cells: Mapping[str, Sequence[str]], *, wrap: bool = False
) -> str:
    """Return a table with a row per contender, from texts alone; long ones may go over several lines."""
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in (_("Contender"), *columns))
    rows = "".join(
        f"<tr>{row_heading(name)}{''.join(f'<td>{html.escape(one)}</td>' for one in texts)}</tr>"
        for name, texts in cells.items()
    )
    table = html_table(caption, f"<tr>{head}</tr>", rows)
    return f'<div class="bakeoff-wrapped">{table}</div>' if wrap else table
