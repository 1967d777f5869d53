"""Repairs of a study: what is to be tried and what each setting costs, with the way to a race without handicaps."""

import math

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.decision import Decision, what_would_tell
from bakeoff.features.judge.page.gaps import Gap, gap_table
from bakeoff.features.judge.page.pairs import band_meaning
from bakeoff.features.judge.page.study_text import fewer_folds
from bakeoff.figures.style import GREY
from bakeoff.html import Markup, plain
from bakeoff.link import to_query
from bakeoff.spec import BakeoffSpec
from bakeoff.study.fairness import cost_sentence, handicaps, winner, without_handicaps
from bakeoff.study.findings import against_themselves
from bakeoff.study.record import Record
from bakeoff.study.repairs import change_text, nothing_to_repair, repair_label, repairs
from bakeoff.text import _, counted, sentences
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
    """Show what each repair gains, say what is sure and what would decide the rest, and lead to the repaired race."""
    compared = against_themselves(record)
    if not compared:
        return
    st.html(gains(record, compared))
    if record.active:
        return
    sure = [cost_sentence(record, pair) for pair in compared if pair.winner]
    open_ = ""
    if (first := next((pair for pair in compared if not pair.decided), None)) and (tells := what_would_tell(first)):
        open_ = _("{name}: {value}", name=repair_label(first.first), value=tells)
    if said := sentences(winner(record), *sure, open_):
        st.markdown(plain(said))
    if mended := handicaps(record):
        label = counted("Race with it repaired", "Race with all of them repaired", len(mended))
        route("race").link(label, icon=":material/build:", query=to_query(without_handicaps(record)))


def gains(record: Record, compared: tuple[Decision, ...]) -> Markup:
    """Return a table of the repairs: contender, change, gain and verdict, the largest gain first."""
    caption = sentences(
        _("Gain of each repair, with the 95 % interval that decides."),
        band_meaning(record),
        _("Undecided repairs: {n} of {all}.", n=sum(not pair.decided for pair in compared), all=len(compared)),
    )
    rows = [_gap(record, pair) for pair in compared]
    return gap_table(caption, (_("Repair"), _("Gain"), _("Verdict")), rows, record.metric, record.plan.rope)


def _gap(record: Record, pair: Decision) -> Gap:
    verdicts = {"first": _("holds it back"), "second": _("helps it"), "equivalent": _("makes no difference")}
    verdict = verdicts.get(pair.outcome, _("not decided"))
    if math.isnan(pair.difference.low):
        verdict = _("too few folds")
    colour = contender(record.lanes[pair.second].contender).identity.colour if pair.winner else GREY
    change, note = change_text(pair.first), fewer_folds(record, pair.comparison.n_folds)
    return Gap(record.lanes[pair.second].label, pair.difference, verdict, colour, pair.decided, change, note)
