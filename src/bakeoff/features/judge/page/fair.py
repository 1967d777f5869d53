"""Repairs of a study: what is to be tried and what each setting costs, with the way to a race without handicaps."""

import streamlit as st

from bakeoff.features.judge.page.pairs import pair_differences_spec
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.study.fairness import cost_sentences, handicaps, without_handicaps
from bakeoff.study.findings import against_themselves
from bakeoff.study.record import Record
from bakeoff.study.repairs import nothing_to_repair, repair_label, repairs
from bakeoff.text import counted
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route


def repairs_to_try(spec: BakeoffSpec) -> None:
    """List the repairs that a study tries."""
    lanes = repairs(spec)
    if not lanes:
        st.caption(nothing_to_repair())
        return
    tried = counted("Tries {n} repair, one at a time:", "Tries {n} repairs, one at a time:", len(lanes))
    st.caption("\n".join([tried, *(f"- {plain(repair_label(lane))}" for lane in lanes)]))


def costs_of_settings(record: Record) -> None:
    """Show what each setting costs its contender, in words and as bars, and lead to the repaired race."""
    compared = against_themselves(record)
    if not compared:
        return
    st.markdown("\n".join(f"- {plain(said)}" for said in cost_sentences(record)))
    if not record.active and (mended := handicaps(record)):
        label = counted("Race with it repaired", "Race with all of them repaired", len(mended))
        route("race").link(label, icon=":material/build:", query=to_query(without_handicaps(record)))
    figure = pair_differences_spec(record, compared)
    if figure["data"]:
        chart(figure, alt=figure["layout"]["title"]["text"], key="judge-fair", height=130 + 42 * len(compared))
