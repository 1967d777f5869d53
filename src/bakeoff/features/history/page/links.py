"""The ways between the history's views, the race and the judge."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from bakeoff.fields import write
from bakeoff.link import to_query
from bakeoff.service.ownership import is_foreign, table_is_gone
from bakeoff.spec import BakeoffSpec
from bakeoff.study.record import Record
from bakeoff.text import _
from bakeoff.web.draft import set_up_anew
from bakeoff.web.parameters import JUDGE, RACE, STUDY
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

COMPARE = "compare"
"""Parameter of the page's address: the ids of several races, parted by commas."""


def to_list() -> None:
    """Show the way back to the list."""
    _go(_("All races"), ":material/arrow_back:", "to-list", {})


def to_race(id: str, label: str) -> None:
    """Show the way to one stored race."""
    _go(label, ":material/open_in_full:", f"open-{id}", {RACE: id})


def to_comparison(ids: Sequence[str], label: str) -> None:
    """Show the way to a comparison."""
    _go(label, ":material/compare:", "compare", {COMPARE: ",".join(ids)}, primary=True)


def _go(label: str, icon: str, key: str, query: Mapping[str, str], *, primary: bool = False) -> None:
    # Not a page link: one that leads to the page it is on leaves the browser's address as it was.
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.button(label, icon=icon, key=key, type=kind, on_click=st.query_params.from_dict, args=(query,))


def to_study(record: Record) -> None:
    """Show the way to the judge, where a study can be watched."""
    query = to_query(record.spec) | write(record.plan, f"{JUDGE}.") | {STUDY: record.id}
    route("judge").link(_("Watch it"), query=query)


def restore(spec: BakeoffSpec) -> None:
    """Lead to the race page, set up as `spec` says, with nothing started; where its table is gone, say so here."""
    if is_foreign(spec, visitor().owner):
        st.warning(table_is_gone(), icon=":material/delete:")
        return
    draft = set_up_anew(spec)
    route("race").open(draft.query())
