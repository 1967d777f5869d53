"""Races side by side: every number, every setting, and whether they may be compared at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from bakeoff.errors import HistoryError
from bakeoff.evaluation.rank_words import standing
from bakeoff.fields import Knob, knobs, to_text
from bakeoff.preparation.splits import split_seed
from bakeoff.race.report import Report
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.text import _, listed

MOST_RACES = 6
"""As many as there are dashes to tell their curves apart."""
SECTIONS = ("settings", "numbers", "environment")
NOT_OF_THE_SPLIT = (
    "seed",
    "split_seed",
    "seeds",
    "validation_share",
    "scale",
    "leave_out",
    "class_weight",
    "weight_by",
    "log_target",
    "time_limit",
    "metric",
    "costs",
    "muted",
)
"""Rules that may differ: the same test rows can be answered for. Of the seeds, the one that splits counts; what is left
out and what weighs rows count only where they say which rows repeat one another."""


@dataclass(frozen=True)
class Comparison:
    """Races on the same data, side by side.

    Attributes
    ----------
    reports : mapping of str to Report
        By race.
    frame : DataFrame
        A row per quantity, a column per race, None where a race has it not; a setting that is None is ``none``. The
        index says ``section`` (``settings``: those that have an effect; ``numbers`` or ``environment``), ``group`` (a
        contender, ``dataset``, ``rules``, ``transform``, or ``plan`` of a study; empty for the environment) and
        ``name``.
    caution : str
        What to mind where they do not split the rows alike; empty if they do.
    """

    reports: Mapping[str, Report]
    frame: pd.DataFrame
    caution: str = ""

    def common(self) -> pd.DataFrame:
        """Return the rows that all races can have; of a contender that not all have, its status alone."""
        partly = {name for report in self.reports.values() for name in self._contenders() - report.results.keys()}
        return self.frame[[group not in partly or name == "status" for _section, group, name in self.frame.index]]

    def _contenders(self) -> set[str]:
        return {name for report in self.reports.values() for name in report.results}


def compare(reports: Mapping[str, Report]) -> Comparison:
    """Put races side by side.

    Raises
    ------
    HistoryError
        If there are too few or too many, or they are on other data: then it names what differs.
    """
    if not 2 <= len(reports) <= MOST_RACES:
        raise HistoryError(_("Choose from 2 to {most} races to compare.", most=MOST_RACES))
    specs = [report.spec for report in reports.values()]
    if reason := _other_data(specs):
        raise HistoryError(reason)
    return Comparison(reports, side_by_side(reports), _other_rows(specs))


def side_by_side(reports: Mapping[str, Report]) -> pd.DataFrame:
    """Return the frame of a `Comparison`, of any number of races, whether their rows are the same or not."""
    return _frame({id: _quantities(report) for id, report in reports.items()})


def study_settings(record: Record) -> pd.DataFrame:
    """Return a study's question, settings and environment, as a frame of `side_by_side` whose one column is its id."""
    return _frame({record.id: _settings(record.spec, record.plan) | _environment(record.environment)})


def _frame(columns: Mapping[str, Mapping[tuple[str, str, str], Any]]) -> pd.DataFrame:
    keys = _in_groups(list(dict.fromkeys(key for column in columns.values() for key in column)))
    table = [[column.get(key) for column in columns.values()] for key in keys]
    index = pd.MultiIndex.from_tuples(keys, names=["section", "group", "name"])
    return pd.DataFrame(table, index=index, columns=list(columns), dtype=object)


def on_same_rows(spec: BakeoffSpec, other: BakeoffSpec) -> bool:
    """Return whether two races are on the same data, split the same way."""
    return _data_of(spec) == _data_of(other) and _split_of(spec) == _split_of(other)


def rerun(spec: BakeoffSpec, like: BakeoffSpec) -> BakeoffSpec:
    """Return `spec` on the data and split of `like`, contenders and all other rules being its own."""
    own_rules = (
        "seed",
        "seeds",
        "validation_share",
        "scale",
        "class_weight",
        "log_target",
        "time_limit",
        "metric",
        "costs",
    )
    own = {name: getattr(spec.rules, name) for name in own_rules}
    if not like.rules.unique:
        own |= {"leave_out": spec.rules.leave_out, "weight_by": spec.rules.weight_by}
    rules = Rules.parse(like.rules.model_dump() | own | {"split_seed": split_seed(like.rules)})
    if split_seed(like.rules) == rules.seed:
        rules = Rules.parse(rules.model_dump() | {"split_seed": None})
    return spec.with_parts(dataset=like.dataset, rules=rules.for_task(like.dataset.info.task))


def _data_of(spec: BakeoffSpec) -> dict[str, Any]:
    """Return all that says which rows there are, by its name on the page."""
    options = spec.dataset.options
    return {_("Data set"): spec.dataset.info.title} | {
        _(knob.label): getattr(options, knob.name) for knob in knobs(type(options))
    }


def _split_of(spec: BakeoffSpec) -> dict[str, Any]:
    """Return all that says which of the rows are tested and trained on, by its name on the page."""
    rules = spec.rules
    return (
        {_(knob.label): getattr(rules, knob.name) for knob in knobs(Rules) if knob.name not in NOT_OF_THE_SPLIT}
        | {_("Seed of the split"): split_seed(rules)}
        | {_("Leave out"): rules.leave_out if rules.unique else ()}
        | {_("Row weights"): rules.weight_by if rules.unique else ""}
    )


def _other_data(specs: Sequence[BakeoffSpec]) -> str:
    """Return why the races have nothing in common to be compared by, in one sentence; empty if they have."""
    options = [knob for spec in specs for knob in knobs(type(spec.dataset.options))]
    if (difference := _first_difference([_data_of(spec) for spec in specs], options)) is None:
        return ""
    return _(
        "These races are not on the same data, so their scores cannot be compared: “{label}” is {values}. "
        "Run the rest again on the data and split of one of them.",
        label=difference[0],
        values=listed(difference[1]),
    )


def _other_rows(specs: Sequence[BakeoffSpec]) -> str:
    """Return what to mind if the races are on other rows of the same data; empty if they are not."""
    if (difference := _first_difference([_split_of(spec) for spec in specs], knobs(Rules))) is None:
        return ""
    return _(
        "These races used different splits: “{label}” is {values}. That alone can change the scores. Run the others "
        "again on one of these splits to see what the settings do.",
        label=difference[0],
        values=listed(difference[1]),
    )


def _first_difference(sides: Sequence[Mapping[str, Any]], declared: Sequence[Knob]) -> tuple[str, list[str]] | None:
    """Return the first in which not all sides are alike, and its values in words."""
    by_label = {_(knob.label): knob for knob in declared}
    for label in sides[0]:
        values = list(dict.fromkeys(side.get(label) for side in sides))
        if len(values) > 1:
            knob = by_label.get(label)
            return label, [to_text(value) if knob is None else knob.written(value) for value in values]
    return None


def _in_groups(keys: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the keys in their order, but those of a group, and of a section, one after another."""
    groups = list(dict.fromkeys(key[:2] for key in keys))
    return sorted(keys, key=lambda key: (SECTIONS.index(key[0]), groups.index(key[:2])))


def _quantities(report: Report) -> dict[tuple[str, str, str], Any]:
    """Return everything there is to compare of one race."""
    quantities = _settings(report.spec)
    for name, result in report.results.items():
        quantities["numbers", name, "status"] = result.status
        if result.outcome is None:
            continue
        if report.verdict is not None and report.verdict.rivals:
            quantities["numbers", name, "rank"] = standing(report.verdict, name) or None
        for metric, estimate in result.outcome.metrics.items():
            quantities |= {("numbers", name, f"{metric}{end}"): value for end, value in _ends(asdict(estimate))}
        costs = asdict(result.outcome.costs)
        del costs["predict_rows"]  # a note on how a cost was measured
        known = {what: value for what, value in (costs.pop("sizes") | costs).items() if _is_known(value)}
        quantities |= {("numbers", name, what): value for what, value in known.items()}
    return quantities | _environment(report.environment)


def _is_known(cost: float | None) -> bool:
    """Tell whether a cost was measured: reports of earlier versions lack some."""
    return cost is not None and cost == cost


def _settings(spec: BakeoffSpec, plan: Plan | None = None) -> dict[tuple[str, str, str], Any]:
    """Return every setting that has an effect."""
    groups = {"dataset": spec.dataset.options, "rules": spec.rules, "transform": spec.transform}
    groups |= {"plan": plan} if plan else {}
    settings_by_key: dict[tuple[str, str, str], Any] = {}
    for group, settings in {**groups, **spec.contenders}.items():
        info = spec.dataset.info
        shown = [knob.name for knob in knobs(type(settings)) if knob.applies(settings, info.task, info.kind)]
        values = {name: getattr(settings, name) for name in shown}
        settings_by_key |= {
            ("settings", group, name): to_text(None) if value is None else value for name, value in values.items()
        }
    return settings_by_key


def _environment(environment: Mapping[str, str]) -> dict[tuple[str, str, str], Any]:
    return {("environment", "", name): value for name, value in environment.items()}


def _ends(estimate: Mapping[str, float]) -> list[tuple[str, float | None]]:
    """Return a number and the ends of its interval, by what follows the metric's name; None for NaN."""
    names = {"value": "", "low": "_low", "high": "_high"}
    return [(names[key], None if value != value else value) for key, value in estimate.items()]
