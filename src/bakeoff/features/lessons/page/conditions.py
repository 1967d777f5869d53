"""A lesson's goal, put together from lists: what is measured, of whom, and what it has to come to."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.evaluation.metrics import METRICS
from bakeoff.html import plain
from bakeoff.lesson.goal import MOST_CONDITIONS, Goal
from bakeoff.lesson.measures import MEASURES
from bakeoff.lesson.measures.base import Measure
from bakeoff.lesson.opened import Place
from bakeoff.text import _


class GoalForm:
    """The lists that a goal is chosen from.

    Parameters
    ----------
    place : {"lab", "race", "judge"}
    task : {"classification", "regression"}
        Whose metrics can be chosen.
    subjects : mapping of str to str
        What conditions can be of, and what that is called.
    """

    def __init__(self, place: Place, task: str, subjects: Mapping[str, str]) -> None:
        self._place, self._subjects = place, subjects
        self._measures = {name: measure for name, measure in MEASURES.items() if measure.place == place}
        self._metrics = {metric.name: _(metric.label) for metric in METRICS if metric.task == task}
        self._rows: list[int] = st.session_state.setdefault(self._key("rows"), [0])

    def show(self) -> Goal | None:
        """Show the lists; return what they come to, None as long as something is missing, which is told."""
        st.markdown(_("**Goal**"))
        conditions = [self._condition(row) for row in self._rows]
        combined = "all_of"
        if len(self._rows) > 1:
            combined = st.segmented_control(
                _("What has to be reached"),
                ["all_of", "any_of"],
                format_func={"all_of": _("All of these at once"), "any_of": _("Any of these")}.__getitem__,
                default="all_of",
                required=True,
                key=self._key("combined"),
                persist_state="session",
            )
        if len(self._rows) < MOST_CONDITIONS:
            st.button(
                _("Add a condition"), icon=":material/add:", type="tertiary", key=self._key("add"), on_click=self._add
            )
        given = [condition for condition in conditions if condition is not None]
        if len(given) < len(conditions):
            st.caption(_("Give each condition a number to see here how the current page meets the goal."))
            return None
        return self._goal(combined, self._grouped(combined, given))

    def _grouped(self, combined: str, conditions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return what the goal is made of: those that go with the one above it as goals of the other kind."""
        groups: list[list[dict[str, Any]]] = []
        for row, condition in zip(self._rows, conditions, strict=True):
            if groups and st.session_state.get(self._key(f"{row}-joined")):
                groups[-1].append(condition)
            else:
                groups.append([condition])
        other = "any_of" if combined == "all_of" else "all_of"
        return [group[0] if len(group) == 1 else {other: group} for group in groups]

    def _goal(self, combined: str, parts: list[dict[str, Any]]) -> Goal | None:
        try:
            return Goal.parse({combined: parts}, _("The goal"))
        except SettingError as error:
            st.error(plain(str(error)))
            return None

    def _condition(self, row: int) -> dict[str, Any] | None:
        with st.container(border=True, gap="small", key=self._key(f"{row}-condition")):
            if row != self._rows[0]:
                any_one = st.session_state.get(self._key("combined")) == "any_of"
                st.checkbox(
                    _("Only together with the one above") if any_one else _("Either this or the one above is enough"),
                    key=self._key(f"{row}-joined"),
                    persist_state="session",
                )
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                name = st.selectbox(
                    _("What is measured"),
                    list(self._measures),
                    format_func=lambda name: _(self._measures[name].label),
                    key=self._key(f"{row}-measure"),
                    persist_state="session",
                )
                if len(self._rows) > 1:
                    key = self._key(f"{row}-remove")
                    st.button(_("Remove"), key=key, type="tertiary", on_click=self._remove, args=(row,))
            measure = self._measures[name]
            st.caption(_(measure.help))
            named = {"measure": name} | self._named(row, measure)
            limits = self._limits(row, measure, named)
        return None if limits is None else named | limits

    def _named(self, row: int, measure: Measure) -> dict[str, str]:
        """Ask for the contender, or two of them, and the metric, where the measure has such."""
        labels = {"of": _("Contender"), "against": _("Better than")}
        asked: list[tuple[str, str, Mapping[str, str]]] = [
            (name, labels[name], self._subjects) for name in measure.subjects
        ]
        metrics = {name: label for name, label in self._metrics.items() if name in (measure.metrics or self._metrics)}
        asked += [("metric", _("Metric"), metrics)] if measure.takes_metric else []
        chosen: dict[str, str] = {}
        for name, label, options in asked:
            left = [option for option in options if option not in chosen.values()]
            key = self._key(f"{row}-{name}")
            chosen[name] = st.selectbox(label, left, format_func=options.__getitem__, key=key, persist_state="session")
        return {name: value for name, value in chosen.items() if value is not None}

    def _limits(self, row: int, measure: Measure, named: Mapping[str, str]) -> dict[str, float] | None:
        """Ask for the number that it has to come to; return nothing where it is so or not, None if there is none."""
        if measure.is_truth:
            return {}
        unit = measure.unit_in(named.get("metric", ""))
        key = self._key(f"{row}-{measure.name}-{named.get('metric', '')}")
        sides = {"at_least": _("At least"), "at_most": _("At most")}
        side, number = st.columns([3, 4])
        with side:
            chosen = st.selectbox(
                _("Comparison"),
                list(sides),
                index=0 if unit.high == 1 else 1,
                format_func=sides.__getitem__,
                key=f"{key}-side",
                persist_state="session",
            )
        with number:
            value = st.number_input(
                _("Number, in {unit}", unit=unit.symbol) if unit.symbol else _("Number"),
                value=None,
                step=1 if unit.whole else None,
                format="%d" if unit.whole else "%g",
                key=f"{key}-number",
                persist_state="session",
            )
        return None if value is None else {chosen: unit.typed(value)}

    def _add(self) -> None:
        self._rows.append(max(self._rows) + 1)

    def _remove(self, row: int) -> None:
        if row in self._rows:  # else it was clicked twice
            self._rows.remove(row)

    def _key(self, name: str) -> str:
        return f"lesson-{self._place}-{name}"
