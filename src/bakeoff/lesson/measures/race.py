"""Measures of a race: its report, once it is over."""

from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from statistics import fmean

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.lesson.measures.base import Measure, known
from bakeoff.lesson.units import BYTES, COUNT, SECONDS, TRUTH
from bakeoff.race.outcome import Outcome, Setting
from bakeoff.race.report import Report
from bakeoff.race.snapshot import fit_end


def _over(report: Report) -> bool:
    return all(result.status not in ("waiting", "training") for result in report.results.values())


def _outcome(report: Report, of: str) -> Outcome | None:
    """Return what a contender has achieved, once the race is over; None if it did not come to be scored."""
    return report.finished().get(of) if _over(report) else None


def _score(report: Report, of: str, _against: str, metric: str) -> float | None:
    outcome = _outcome(report, of)
    return known(outcome.metrics[metric].value) if outcome is not None and metric in outcome.metrics else None


def _validation_score(report: Report, of: str, _against: str, metric: str) -> float | None:
    """Return what a model scores as it is kept, a mean over its seeds, in the metric that it reports as it learns."""
    if _outcome(report, of) is None or metric != basic_metric(report.spec.dataset.info.task).name:
        return None
    back = contender(of).goes_back(report.spec.contenders[of])
    ends = [fit_end(fit, back) for _seed, fit in groupby(report.results[of].steps, attrgetter("seed"))]
    scores = [None if end is None else end.validation_score for end in ends]
    return known(fmean(score for score in scores if score is not None)) if scores and None not in scores else None


def _cost(name: str) -> Callable[[Report, str, str, str], float | None]:
    def read(report: Report, of: str, _against: str, _metric: str) -> float | None:
        outcome = _outcome(report, of)
        return None if outcome is None else known(getattr(outcome.costs, name))

    return read


def _beats(report: Report, of: str, against: str, _metric: str) -> float | None:
    """Return whether the verdict says so; None where it does not compare the two."""
    verdict = report.verdict if _over(report) else None
    if verdict is None or not any({pair.first, pair.second} == {of, against} for pair in verdict.pairs):
        return None
    return float(verdict.beats(of, against))


def _of_setting(read: Callable[[Setting], int]) -> Callable[[Report, str, str, str], float | None]:
    return lambda report, *_: read(report.setting) if report.setting is not None and _over(report) else None


MEASURES = (
    Measure(
        "race.validation_score",
        "Validation score",
        "A contender’s score on the validation part. The test part is opened once, at the goal.",
        _validation_score,
        said="{metric} of {of} on the validation part",
        subjects=("of",),
        part="validation",
        opened=_score,
        metrics=("accuracy", "r2"),
    ),
    Measure(
        "race.cpu_seconds",
        "CPU time of training",
        "CPU time that a contender’s training took.",
        _cost("fit_cpu_seconds"),
        SECONDS,
        said="CPU time of training of {of}",
        subjects=("of",),
    ),
    Measure(
        "race.model_bytes",
        "Model size",
        "Size of a contender’s fitted model.",
        _cost("model_bytes"),
        BYTES,
        said="Model size of {of}",
        subjects=("of",),
    ),
    Measure(
        "race.features_used",
        "Features used",
        "How many features the contenders learn from, once the columns are prepared.",
        _of_setting(lambda setting: setting.n_features),
        COUNT,
    ),
    Measure(
        "race.training_rows",
        "Training rows",
        "How many rows the contenders learn from.",
        _of_setting(lambda setting: setting.n_train),
        COUNT,
    ),
    Measure(
        "race.contenders",
        "Contenders",
        "How many contenders came to be scored.",
        lambda report, *_: len(report.finished()) if _over(report) else None,
        COUNT,
    ),
    Measure(
        "race.score",
        "Score",
        "A contender’s score on the test part. Each look costs: the best of many is partly luck.",
        _score,
        said="{metric} of {of}",
        subjects=("of",),
        part="test",
    ),
    Measure(
        "race.beats",
        "Beats, by the verdict",
        "Whether the verdict says that the first is better. Each look costs: the best of many is partly luck.",
        _beats,
        TRUTH,
        said="{of} beats {against}, by the verdict",
        subjects=("of", "against"),
        part="test",
    ),
)
