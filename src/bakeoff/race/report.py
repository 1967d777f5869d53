"""Result of a race: one immutable record, complete or with the parts that its JSON has."""

import functools
import importlib
import importlib.util
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

import pandas as pd

from bakeoff.contenders import contender
from bakeoff.errors import HistoryError, NotInstalledError, SettingError, install
from bakeoff.evaluation.choice import Choice, choice_sentence
from bakeoff.evaluation.costs import DRAWN
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.own_scorer import Scorer, check_scorer, own_estimate, own_metric
from bakeoff.evaluation.verdict import Verdict
from bakeoff.race import report_json
from bakeoff.race.finished import FinishedRace, in_order, outcomes, predictions_frame, unfinished
from bakeoff.race.fitted import Model
from bakeoff.race.notebook import report_html
from bakeoff.race.outcome import Answers, HeldOut, Outcome, Result, Setting, WhyStatement
from bakeoff.refusals import unknown
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, written

JSON_VERSION = 2
"""1 had its sentences in English alone."""


@dataclass(frozen=True)
class Report:
    """A race and what came of it.

    JSON leaves out what is known of single rows. Of a report that was read from it `held_out` is None, nobody has
    `answers`, so that there is no `finished_race`, and the verdict is the one that was written.

    Attributes
    ----------
    spec : BakeoffSpec
    environment : mapping of str to str
        Versions and processor.
    setting : Setting or None
        None if no contender got as far as loading the data.
    results : mapping of str to Result
        By contender, in the order of the spec.
    held_out : HeldOut or None
    answers : mapping of str to Answers
        Of the contenders that are scored.
    written : Verdict or None
        The verdict of a report that was read.
    own : Metric or None
        A metric of the program's own that decides, see `decided_by`; JSON has no verdict by it.
    why : tuple of WhyStatement
        Statements of the experiments that were run on why one won.
    race_id : str
        Id under which the trained models are stored, see `model`; empty for none. JSON does not have it.
    """

    spec: BakeoffSpec
    environment: Mapping[str, str]
    setting: Setting | None
    results: Mapping[str, Result]
    held_out: HeldOut | None = None
    answers: Mapping[str, Answers] = field(default_factory=dict)
    written: Verdict | None = None
    own: Metric | None = None
    why: tuple[WhyStatement, ...] = ()
    race_id: str = field(default="", compare=False)

    def __repr__(self) -> str:
        table = self.to_frame().to_string(float_format="{:.4g}".format, na_rep="")
        return "\n".join(line for line in (self.advice(), table) if line)

    def _repr_html_(self) -> str:
        return report_html(self)

    def show(self) -> Any:
        """Open the page on this race; see `bakeoff.serve`, whose page it returns."""
        return importlib.import_module("bakeoff.serving").serve(self)  # a higher layer

    def finished(self) -> dict[str, Outcome]:
        """Return the outcomes of the contenders that are scored, in order; some may be unfinished."""
        return outcomes(self.results)

    @property
    def metric(self) -> Metric:
        """Metric that decides the race."""
        return self.own or deciding(self.spec.rules.metric, self.spec.dataset.info.task, self.spec.rules.costs)

    def decided_by(self, metric: Scorer) -> Self:
        """Return the report of the same race, decided by a metric of your own.

        Parameters
        ----------
        metric : callable
            ``metric(truth, answers)`` returns a number, more being better; each is an array of class names or numbers,
            a value for each test row. It runs in this process. Its name is that of its scores.

        Raises
        ------
        SettingError
            If it is no function, or fails on the test rows; if the race has several seeds.
        """
        check_scorer(metric, self.spec.rules.seeds)
        race = self.finished_race
        if race is None:
            return self
        return self.scored_by(own_metric(metric, race.setting.task, race.setting.class_names))

    def scored_by(self, own: Metric) -> Self:
        """Return the report decided by such a metric; raises SettingError if that fails on the test rows."""
        race = self.finished_race
        if race is None:
            return self
        units, results = race.units(own), dict(self.results)
        for name, outcome in race.outcomes.items():
            estimate = own_estimate(own, race.held_out.target, race.answers[name].prediction.values, units)
            scored = replace(outcome, metrics={**outcome.metrics, own.name: estimate})
            results[name] = replace(results[name], outcome=scored)
        return replace(self, results=results, own=own)

    def add(
        self,
        contenders: Sequence[str] | Mapping[str, Any],
        engine: Any = None,
        on_change: Callable[[Any], None] | None = None,
    ) -> "Report":
        """Race more contenders on the same rows, and return the report of all: as if they had started together.

        Split, preparation and seeds are those of this race, and nobody trains twice. The verdict is worked out anew,
        with the correction for all pairs; what experiments say of why one won is left out, since it was of the others.

        Parameters
        ----------
        contenders : sequence of str, or mapping of str to settings or estimators
            As those of `BakeoffSpec`. One that failed or was stopped here may be named again.
        engine : Engine, optional
        on_change : callable, optional
            As those of `bakeoff.run`.

        Raises
        ------
        SettingError
            If one is unknown, or has ended in this race; if this report was read from JSON, which has no test rows.
        DatasetError
            If the data are gone. If they are there and others than before, the new results say so.
        """
        report: Report = importlib.import_module("bakeoff.race.late").add(self, contenders, engine, on_change)
        return report

    @functools.cached_property
    def finished_race(self) -> FinishedRace | None:
        """The race with all that is known of its rows; None if nobody is scored, or this was read from JSON."""
        if self.setting is None or self.held_out is None or not self.answers:
            return None
        return FinishedRace(
            self.spec, self.environment, self.setting, self.held_out, self.results, self.answers, self.own
        )

    @functools.cached_property
    def verdict(self) -> Verdict | None:
        """Winner of the race, and the test behind it; None if no contender has come to its end."""
        return self.written if self.finished_race is None else self.finished_race.verdict

    @functools.cached_property
    def choice(self) -> Choice | None:
        """Contenders that may be the best, what each may lose, and whom to take; None with fewer than two.

        Who was stopped before its end may be the best, but is not taken.
        """
        if self.verdict is None:
            return None
        spent = {name: outcome.costs for name, outcome in self.finished().items() if not outcome.unfinished}
        return self.verdict.choice(
            {cost: {name: float(getattr(own, cost)) for name, own in spent.items()} for cost in DRAWN}
        )

    def advice(self, cost: str = "fit_cpu_seconds") -> str:
        """Return a sentence on whom to choose and what that may lose; empty with fewer than two to choose from.

        Parameters
        ----------
        cost : {"fit_cpu_seconds", "predict_ms_per_1000", "model_bytes"}
            What decides among those that may lose about as much.
        """
        if self.choice is None:
            return ""
        return choice_sentence(
            self.choice, cost, self.metric, {name: contender(name).label for name in self.choice.losses}
        )

    @property
    def luck(self) -> float | None:
        """Share of test rows that contenders answer differently of whom none can be called better than the best.

        None for numbers, with fewer than two such contenders, and for a report that was read from JSON.
        """
        rows = None if self.finished_race is None else self.finished_race.luck
        return None if rows is None else float(rows.mean())

    def ranked(self) -> list[str]:
        """Return who is scored, in the order of the leaderboard: by rank, then by the metric that decides."""
        return in_order(self.finished(), self.metric, self.verdict)

    def to_frame(self, *, all: bool = False) -> pd.DataFrame:
        """Return the leaderboard: a row per contender, by rank and then by the metric that decides, baselines last.

        The columns are ``rank`` (see `Standings.place`), the metric that decides, the ``low`` and ``high`` end of its
        95 % interval, and ``label``; what a contender has none of is missing.

        Parameters
        ----------
        all : bool
            Return each metric with its ``_low`` and ``_high``, ``may_lose`` (see `choice`), ``status`` and the costs.
        """
        order, metric = self.ranked(), self.metric.name
        rows = {name: self._row(name) for name in [*order, *(result for result in self.results if result not in order)]}
        frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("contender").astype({"rank": "Int64"})
        first = ["rank", metric, f"{metric}_low", f"{metric}_high", "label"]
        if not all:
            return frame.reindex(columns=first).set_axis(["rank", metric, "low", "high", "label"], axis=1)
        first = [name for name in first if name in frame]
        return frame[[*first, *(name for name in frame if name not in first)]]

    def _row(self, name: str) -> dict[str, Any]:
        result = self.results[name]
        rank = None if self.verdict is None else self.verdict.place(name)
        may_lose = math.nan if self.choice is None else self.choice.losses.get(name, math.nan)
        row = {"rank": rank, "label": contender(name).label, "may_lose": may_lose, "status": result.status}
        if result.outcome is not None:
            for metric, estimate in result.outcome.metrics.items():
                row |= {metric: estimate.value, f"{metric}_low": estimate.low, f"{metric}_high": estimate.high}
            costs = asdict(result.outcome.costs)
            row |= costs.pop("sizes") | costs
        return row

    def predictions(self) -> pd.DataFrame:
        """Return the held-out rows: index the row number, ``target``, and each finished contender's answer.

        Classes are given by name; for classification ``<contender>_confidence`` is the probability of the answer.

        Raises
        ------
        SettingError
            If no contender got as far as loading the data, or the report was read from JSON.
        """
        if self.setting is None:
            raise SettingError(_("There are no predictions: no contender got as far as loading the data."))
        if self.held_out is None:
            raise SettingError(_("There are no predictions: a report as JSON has none; run the race again."))
        return predictions_frame(self.setting, self.held_out, self.answers)

    def model(self, name: str) -> Model:
        """Return a trained contender, to predict new rows with.

        Models stay in the data folder until newer ones need the room (``BAKEOFF_MODELS_MB``).

        Parameters
        ----------
        name : str
            The contender, such as ``svm``.

        Raises
        ------
        SettingError
            If there is no such contender, or it was not trained, or the report was read from a file.
        HistoryError, DatasetError
            If the models or the data are no longer stored.
        """
        if name not in self.results:
            raise unknown(name, self.results, _("contender"))
        if not self.race_id:
            raise SettingError(_("This report has no trained models. Run its race again: run(report.spec)."))
        if self.results[name].outcome is None:
            reason = self.results[name].message or _("it was not trained to its end.")
            raise SettingError(_("{label} has no model: {reason}", label=contender(name).label, reason=reason))
        return Model.load(name, self.spec, self.race_id)

    @property
    def figures(self) -> Any:
        """Plotly figures of the race by name, such as ``report.figures.scores``; ``dir(report.figures)`` lists them.

        Raises
        ------
        NotInstalledError
            If Plotly is missing.
        SettingError
            If nobody is scored, or the report was read from JSON.
        """
        if importlib.util.find_spec("plotly") is None:
            raise NotInstalledError(_("Figures need Plotly: run {command}.", command=install("figures")))
        if self.finished_race is None:
            raise SettingError(_("There are no figures: a report as JSON has no test rows; run the race again."))
        return importlib.import_module("bakeoff.figures.named").Figures(self.finished_race)  # a layer above

    def to_json(self, indent: int | None = 2) -> str:
        """Return the report as JSON, as documented in ``docs/report.md``; numbers that are not known are null.

        Parameters
        ----------
        indent : int, optional
            Spaces by which each level is indented; None: all on one line, written in half the time.
        """
        values = {
            "version": JSON_VERSION,
            "spec": json.loads(self.spec.model_dump_json()),
            "environment": dict(self.environment),
            "data": None if self.setting is None else report_json.of_setting(self.setting),
            "verdict": None if self.verdict is None or self.own else report_json.of_verdict(self.verdict),
            "choice": None if self.choice is None or self.own else self._choice(self.choice),
            "contenders": {name: self._contender(name) for name in self.results},
            "why": [report_json.of_why(statement) for statement in self.why],
        }
        return json.dumps(report_json.without_nan(values), indent=indent, allow_nan=False)

    def _choice(self, choice: Choice) -> dict[str, Any]:
        taken = {cost: choice.taken(cost) for cost in DRAWN}
        return {
            "advice": written(self.advice()),
            "best": list(choice.best),
            "losses": dict(choice.losses),
            "taken": taken,
        }

    def _contender(self, name: str) -> dict[str, Any]:
        return report_json.of_result(self.results[name], json.loads(self.spec.contenders[name].model_dump_json()))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote, in this version or an earlier one.

        Raises
        ------
        HistoryError
            If a newer Bakeoff wrote it, or it names what this one does not have.
        """
        values = json.loads(text)
        if values["version"] > JSON_VERSION:
            raise HistoryError(_("This race was stored by a newer Bakeoff; install that to read it."))
        spec = report_json.read_spec(values["spec"])
        results = {name: report_json.read_result(name, record) for name, record in values["contenders"].items()}
        said = values["verdict"]
        return cls(
            spec,
            values["environment"],
            None if values["data"] is None else report_json.read_setting(values["data"], spec),
            results,
            written=None if said is None else report_json.read_verdict(said, unfinished(results)),
            why=tuple(report_json.read_why(statement) for statement in values.get("why", ())),
        )
