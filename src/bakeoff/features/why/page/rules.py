"""The view that tells two contenders of a race apart by rules, each with its rows."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count, percent, quantity
from bakeoff.html import Markup, Template, plain
from bakeoff.race.finished import FinishedRace, best_first, unfinished
from bakeoff.study.differences.rules import DifferenceRule, Differences, question, rope
from bakeoff.text import _, counted, listed, sentences
from bakeoff.web.pictures import picture_links
from bakeoff.web.rows_table import MOST_ROWS, rows_table
from bakeoff.web.tables import named
from bakeoff.web.visitor_job import begin_job, job_progress
from bakeoff.web.waiting_text import so_far

SECONDS = 120
PICTURES = 12
_JOB = "bakeoff.study.differences.job:differ"
_FIRST, _SECOND = "rules-first", "rules-second"
_RULE = Template("""
<div class="bakeoff-rule"><p><strong>{{ where }}</strong> <small>{{ size }}</small></p>
{%- for name, said, share, colour in sides %}
<div><span>{{ named(name) }}</span><span><i style="width:{{ share }}%;background:{{ colour }}"></i></span>
{#- #}<span>{{ said }}</span></div>
{%- endfor %}
<p>{{ meaning }}</p>
{%- for link in links %}<img class="bakeoff-picture" src="{{ link }}" alt="">{% endfor %}
</div>
""")


def rules_view(race: FinishedRace, run_id: str, data: Dataset | None) -> None:
    """Show a choice of two contenders, and the rules that tell them apart; `data` is None if they are not here."""
    st.markdown(f"**{_('Where one is clearly better')}**")
    if data is None:
        st.caption(_("The data of this race are not here, so parts of its test rows cannot be compared."))
        return
    first, second = _pair(race)
    key = _key(run_id, first, second)
    work: Waiting | None = st.session_state.get(key)
    if work is None:
        try:
            work = st.session_state[key] = begin_job(_JOB, question(race, first, second), SECONDS, at_once=None)
        except BakeoffError as error:
            st.error(plain(str(error)))
            return
    if work.active:
        words = _("Comparing parts of the test rows")
        job_progress(work, key, lambda: (work.said or 0.0, so_far(words, work)), _("Stop the search"))
    elif work.result is None:
        st.info(plain(work.problem))
        st.button(_("Search again"), icon=":material/refresh:", key="rules-again", on_click=_forget, args=(key,))
    else:
        _shown(race, data, (first, second), work.result)


def known_differences(race: FinishedRace, run_id: str) -> Differences | None:
    """Return what this visitor's search has said of the winner and the one behind it; None if there was none."""
    names = best_first(race)
    work: Waiting | None = st.session_state.get(_key(run_id, *names[:2])) if len(names) > 1 else None
    return None if work is None else work.result


def _key(run_id: str, first: str, second: str) -> str:
    return f"rules-{run_id}-{first}-{second}"


def _pair(race: FinishedRace) -> tuple[str, str]:
    """Return the two contenders that are chosen: at first the winner and the one behind it."""
    names = best_first(race)
    left, right = st.columns(2)
    if st.session_state.get(_FIRST) not in names:
        st.session_state[_FIRST] = names[0]
    first = left.selectbox(_("Contender"), names, format_func=_label, key=_FIRST)
    others = [name for name in names if name != first]
    if st.session_state.get(_SECOND) not in others:
        st.session_state[_SECOND] = others[0]
    return first, right.selectbox(_("Compared with"), others, format_func=_label, key=_SECOND)


def _label(name: str) -> str:
    return _(contender(name).label)


def _forget(key: str) -> None:
    st.session_state.pop(key, None)


def _shown(race: FinishedRace, data: Dataset, pair: tuple[str, str], result: Differences) -> None:
    for place, rule in enumerate(result.rules):
        st.html(rule_card(race, data, pair, rule, result.n_rows))
        label = counted("Show its row", "Show its {n} rows", len(rule.rows))
        if st.toggle(label, key=f"rule-{place}-{pair[0]}-{pair[1]}"):
            _rows(race, rule.rows, f"rule-rows-{place}")
    if not result.rules:
        st.markdown(nothing(race, result))
    st.caption(plain(basis(race, pair, result)))


def _rows(race: FinishedRace, places: NDArray[np.int64], key: str) -> None:
    """Show the rows of a rule."""
    if len(places) > MOST_ROWS:
        st.caption(_("{shown} of {total} rows are shown.", shown=MOST_ROWS, total=count(len(places))))
    rows_table(race, race.predictions().iloc[places[:MOST_ROWS]], list(race.rivals), key=key)


def rule_card(race: FinishedRace, data: Dataset, pair: tuple[str, str], rule: DifferenceRule, n_rows: int) -> Markup:
    """Return a rule: its conditions, how often each contender is right there, and how sure the difference is."""
    n = len(rule.rows)
    sides = [
        (name, _hits(race, hits, n), 100 * hits / n, contender(name).identity.colour)
        for name, hits in zip(pair, (rule.first, rule.second), strict=True)
    ]
    pictures = data.image_shape is not None
    some = np.sort(rule.rows)[np.linspace(0, n - 1, min(n, PICTURES)).astype(np.int64)]
    return _RULE(
        where=listed(rule.where) or _("All test rows"),
        size=_("{n} rows, {share} % of all", n=count(n), share=percent(n / n_rows)),
        sides=sides,
        meaning=_meaning(race, pair, rule, everywhere=n == n_rows and not pictures),
        links=picture_links(data.pictures[race.held_out.rows[some]]) if pictures else [],
        named=named,
    )


def _hits(race: FinishedRace, hits: int, n: int) -> str:
    said = {"hits": count(hits), "n": count(n)}
    return _("right on {hits} of {n}", **said) if race.is_classification else _("closer on {hits} of {n}", **said)


def _meaning(race: FinishedRace, pair: tuple[str, str], rule: DifferenceRule, *, everywhere: bool) -> str:
    """Say how many more of a hundred such rows the better one is right on."""
    value, low, high = (100 * end for end in (rule.difference.value, rule.difference.low, rule.difference.high))
    better = pair[0] if value > 0 else pair[1]
    low, high = (low, high) if value > 0 else (-high, -low)
    said = {"name": _label(better), "more": _hundredth(abs(value)), "low": _hundredth(low), "high": _hundredth(high)}
    more = (
        _("Of 100 such rows, {name} is right on {more} more ({low} to {high}).", **said)
        if race.is_classification
        else _("Of 100 such rows, {name} is closer on {more} more ({low} to {high}).", **said)
    )
    return sentences(more, _("No part differs clearly from the rest.") if everywhere else "")


def _hundredth(number: float) -> str:
    return f"{number:.0f}" if number >= 9.5 else f"{number:.1f}"


def nothing(race: FinishedRace, result: Differences) -> str:
    """Say that no rule was found, and how many rows one would need."""
    if not result.decisive:
        return (
            _("Both contenders are right on the same test rows.")
            if race.is_classification
            else _("Neither contender is closer on any test row.")
        )
    units = race.held_out.units is not None
    asked = {"fewest": result.fewest, "n": count(result.decisive)}
    return sentences(
        _("No part of the test rows was found where one is clearly better."),
        _(
            "A part needs at least {fewest} groups or blocks where one is ahead; on {n} rows one alone is ahead.",
            **asked,
        )
        if units
        else _("A part needs at least {fewest} rows on which one alone is ahead; {n} are like that in all.", **asked),
    )


def basis(race: FinishedRace, pair: tuple[str, str], result: Differences) -> str:
    """Say how rules were found, what their intervals hold, and what is odd about the contenders."""
    stopped = [_label(name) for name in pair if name in unfinished(race.results)]
    missing = [_label(name) for name in race.results if name not in race.answers]
    n = count(result.n_rows)
    return sentences(
        *(
            [_("A decision tree parts {n} test rows by who is right.", n=n)]
            if race.is_classification
            else [_("A decision tree parts {n} test rows by who is closer.", n=n), _rope(race)]
        ),
        _("A condition stays only if it helps on other rows than those that chose its cut."),
        _("Intervals (98 %) allow for the search: two equal contenders get no rule in 98 % of races."),
        _("Stopped early: {names}.", names=listed(stopped)) if stopped else "",
        _("Without answers to compare: {names}.", names=listed(missing)) if missing else "",
    )


def _rope(race: FinishedRace) -> str:
    least = quantity(rope(race.held_out.target))
    return _(
        "An answer is closer if its error is smaller by more than {least}, 1 % of the target’s standard deviation.",
        least=least,
    )
