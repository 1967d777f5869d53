"""Taking it home: the finished race as files."""

import re

import streamlit as st

from bakeoff.datasets import DatasetInfo, brought
from bakeoff.errors import BakeoffError, reason
from bakeoff.export.formats import formats
from bakeoff.export.formats.base import Format
from bakeoff.export.packing import Packing
from bakeoff.export.rows import RaceRows
from bakeoff.html import plain
from bakeoff.race.snapshot import Run
from bakeoff.service.engines import interactive_engine
from bakeoff.text import _, language
from bakeoff.web.making import making
from bakeoff.web.save import save_button
from bakeoff.web.statements import explained
from bakeoff.web.visitor import turn_owner

MOST_NOTES = 10_000
LONGEST_STEM = 60
_NOTES = "project-notes"


def take_home(run: Run) -> None:
    """Show a button for each file."""
    groups = {
        "code": _(
            "**Run it yourself**, without Bakeoff: scikit-learn, Keras, PyTorch, and the very numbers of this page."
        ),
        "report": _(
            "**Show it to others**: the report with its figures, which opens in any browser without a network."
        ),
        "models": _("**Use what was trained**: each model as files that need no Bakeoff, with a model card."),
        "project": _("**Open it again** in this or another Bakeoff: the whole race, models too, in one file."),
    }
    run, offered = explained(run), formats(run.spec)
    for column, (group, purpose) in zip(
        [*st.columns(2, gap="large"), *st.columns(2, gap="large")], groups.items(), strict=True
    ):
        with column, st.container(key=f"take-{group}"):
            st.markdown(purpose)
            if group == "project":
                st.text_area(_("Notes to go into it"), max_chars=MOST_NOTES, height=68, key=_NOTES)
            with st.container(horizontal=True):
                said: set[str] = set()
                for format in [each for each in offered if each.group == group]:
                    try:
                        _offer(run, format)
                    except Exception as error:  # of one format, which costs its own button
                        why = reason(error, f"the format {format.name} cannot be offered")
                        said.add(
                            why
                            if isinstance(error, BakeoffError)
                            else _("{label}: {reason}", label=_(format.save), reason=why)
                        )
                for why in said:
                    st.caption(plain(why))


def file_stem(info: DatasetInfo) -> str:
    """Return what files of a race are called: like its data set in links, or as visitors titled what they brought."""
    words = re.findall(r"\w+", info.title) if info.name in brought() else []
    return "-".join(words)[:LONGEST_STEM] or info.name


def _offer(run: Run, format: Format) -> None:
    """Show the button that saves a file; or has it made first, with notes as they are now and in this language."""
    file_name = file_stem(run.report.spec.dataset.info) + format.ending
    if format.write is not None:
        write, help = format.write, _(format.help) if format.help else None
        content = write(run) if format.group == "code" else lambda: write(run)  # some races have no script
        save_button(_(format.save), content, file_name, key=f"race-{format.name}", help=help)
        return

    def notes() -> str:
        return str(st.session_state[_NOTES]) if format.group == "project" else ""

    def rows() -> RaceRows | None:
        return RaceRows.of(run) if format.rows else None

    making(
        format.name,
        run.id,
        lambda: Packing(format.name, run.id, run.report, interactive_engine(), notes(), turn_owner(), rows()),
        make=_(format.make),
        save=_(format.save),
        file_name=file_name,
        help=_(format.help),
        current=lambda made: (made.notes, made.language) == (notes(), language()),
    )
