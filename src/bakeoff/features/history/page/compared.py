"""Several stored races side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from bakeoff.contenders import Step
from bakeoff.errors import HistoryError
from bakeoff.evaluation.costs import COSTS
from bakeoff.features.history.comparison import MOST_RACES, Comparison, compare, on_same_rows, rerun
from bakeoff.features.history.page.curves import clock
from bakeoff.features.history.page.dots import dots_height, legend_key, score_dots
from bakeoff.features.history.page.links import restore, to_list, to_race
from bakeoff.features.history.page.numbers import table
from bakeoff.features.history.page.record_text import outcome
from bakeoff.fields import Task
from bakeoff.figures.curves import Clock
from bakeoff.figures.learning import curves_size, learning_curves_spec
from bakeoff.figures.style import Spec, figure
from bakeoff.html import plain
from bakeoff.race.report import Report
from bakeoff.records.entries import Entry
from bakeoff.records.service import history
from bakeoff.service.ownership import is_foreign
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.entry_text import title, when
from bakeoff.web.visitor import visitor


def compared(ids: Sequence[str]) -> None:
    """Show the races with these ids, or why they can not be compared and what to do about it."""
    to_list()
    st.header(_("Races side by side"), anchor=False)
    entries, reports = _read(list(dict.fromkeys(ids))[: MOST_RACES + 1])
    if len(entries) < len(set(ids)):
        st.warning(
            _(
                "Some of these are studies, are no longer kept, are not yours to see, or are too many. Here are "
                "the other races."
            )
        )
    titles = {id: _("Race {letter}", letter=chr(ord("A") + place)) for place, id in enumerate(entries)}
    for id, entry in entries.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            to_race(id, titles[id])
            words = {"title": title(entry), "when": when(entry.started), "outcome": outcome(entry)}
            st.caption(plain(_("{title}, {when}. {outcome}", **words)))
    try:
        comparison = compare(reports)
    except HistoryError as error:
        st.error(plain(str(error)))
        _reruns(reports, titles)
        return
    if comparison.caution:
        st.warning(plain(comparison.caution), icon=":material/warning:")
        _reruns(reports, titles)
    _show(comparison, titles)


def _read(ids: Sequence[str]) -> tuple[dict[str, Entry], dict[str, Report]]:
    owner = visitor().owner
    by_id = {id: history().get(id, owner) for id in ids}
    kept = {id: stored for id, stored in by_id.items() if stored is not None and not stored.entry.question}
    reports = {id: Report.from_json(stored.report) for id, stored in kept.items()}
    shown = {
        id: report for id, report in reports.items() if kept[id].own or not is_foreign(report.spec, visitor().owner)
    }
    return {id: kept[id].entry for id in shown}, shown


def _show(comparison: Comparison, titles: Mapping[str, str]) -> None:
    only = st.toggle(_("Show only what differs"), value=True, key="only-what-differs")
    frame = comparison.common() if only else comparison.frame
    numbers = frame.index.get_level_values("section") == "numbers"
    costs = numbers & frame.index.get_level_values("name").isin(COSTS)
    settings, metrics, times = (
        table(frame[rows], titles, all_rows=not only) for rows in (~numbers, numbers & ~costs, costs)
    )
    if settings:
        st.html(settings)
    elif not metrics and not times:
        st.markdown(_("Nothing differs: same numbers, same settings, same versions."))
    dots = score_dots({titles[id]: report for id, report in comparison.reports.items()})
    if dots is not None:
        chart(dots, alt=str(dots.layout.title.text), key="compared-dots", height=dots_height(dots))
    for heading, shown, key in (
        (_("All metrics"), metrics, "compared-metrics"),
        (_("Times and sizes"), times, "compared-costs"),
    ):
        if shown:
            with st.expander(heading, key=key):
                st.html(shown)
    curves = {
        titles[id]: {name: result.steps for name, result in report.results.items()}
        for id, report in comparison.reports.items()
    }
    task = next(iter(comparison.reports.values())).spec.dataset.info.task
    x = clock()
    figure = overlaid_curves(curves, task=task, x=x)
    names = dict.fromkeys(name for steps in curves.values() for name in steps)
    height, min_width = curves_size(names, x)
    chart(figure, alt=str(figure.layout.title.text), key="overlaid-curves", height=height, min_width=min_width)


def _reruns(reports: Mapping[str, Report], titles: Mapping[str, str]) -> None:
    """Offer to set each race up anew on the data and split of the first."""
    if len(reports) < 2:
        return
    first, *others = reports
    like = reports[first].spec
    for id in others:
        spec = reports[id].spec
        label = _("Set up {race} again on the data of {first}", race=titles[id], first=titles[first])
        if not on_same_rows(spec, like) and st.button(label, icon=":material/restart_alt:", key=f"rerun-{id}"):
            restore(rerun(spec, like))


DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def overlaid_curves(races: Mapping[str, Mapping[str, Sequence[Step]]], *, task: Task, x: Clock = "step") -> go.Figure:
    """Draw how contenders' scores rose in several races: on the validation part or, where there is none, in training.

    Parameters
    ----------
    races : mapping of str to mapping of str to sequence of Step
        By race's title, what each contender reported. Six races have a dash of their own.
    task : {"classification", "regression"}
    x : {"step", "cpu_seconds"}
        By steps each contender has a panel of its own.
    """
    names = list(dict.fromkeys(name for steps in races.values() for name in steps))
    longest = {name: max((steps.get(name, ()) for steps in races.values()), key=_length) for name in names}
    frame = learning_curves_spec(longest, task=task, x=x)
    title = frame["layout"]["title"] | {"text": _("How the scores rose in each race")}
    traces = [trace for trace in frame["data"] if trace["x"] == [None] and "xaxis" in trace]  # panels with no line
    ends = []
    for (race, steps), dash in zip(races.items(), DASHES, strict=False):
        shown = learning_curves_spec({name: _one_part(steps.get(name, ())) for name in names}, task=task, x=x)
        lines = [trace for trace in shown["data"] if "hovertemplate" in trace]  # no empty panels, no bands over seeds
        ends.append(shown["layout"].get("xaxis", {}).get("range", [0, 0])[1])
        key = legend_key(race, "lines", {"dash": dash, "width": 2})
        traces += [key, *(_of_race(line, race, dash) for line in lines)]
    layout = frame["layout"] | {"title": title}
    if x == "cpu_seconds":  # a race with fewer steps may have taken longer
        layout["xaxis"] |= {"range": [0, max(ends)]}
    return figure({"data": traces, "layout": layout})


def _length(steps: Sequence[Step]) -> int:
    return (steps[-1].total or steps[-1].index) if steps else 0


def _one_part(steps: Sequence[Step]) -> list[Step]:
    """Return the steps without training scores, if there are validation scores to show."""
    validated = any(step.validation_score is not None for step in steps)
    return [replace(step, train_score=None) for step in steps] if validated else list(steps)


def _of_race(line: Spec, race: str, dash: str) -> Spec:
    return line | {
        "legendgroup": race,
        "showlegend": False,
        "line": line["line"] | {"dash": dash, "width": 2},
        "hovertemplate": line["hovertemplate"].replace("<extra></extra>", f"<extra>{race}</extra>"),
    }
