"""The parts of a report as JSON, and back: so that a stored race says the same as the page did, to every reader.

``docs/report.md`` documents the fields. What an earlier version did not write is read as its record's default.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bakeoff.contenders import Step
from bakeoff.datasets.base import as_declared
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.base import Estimate, Finding
from bakeoff.evaluation.significance import Pair
from bakeoff.evaluation.verdict import Verdict
from bakeoff.race.outcome import Costs, Outcome, Result, SeedRun, Setting, WhyStatement
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, read, written

_SAID_OF_A_FINDING = ("what", "reason", "mend", "button", "headline")


def of_setting(setting: Setting) -> dict[str, Any]:
    """Return what is documented under ``data``."""
    return {
        "task": setting.task,
        "classes": list(setting.class_names),
        "target": setting.target_name,
        "train_rows": setting.n_train,
        "validation_rows": setting.n_validation,
        "test_rows": setting.n_test,
        "features": setting.n_features,
        "preprocessing": [written(step) for step in setting.steps],
        "title": setting.title,
        "fingerprint": setting.fingerprint,
    }


def read_setting(values: Mapping[str, Any], spec: BakeoffSpec) -> Setting:
    """Return the setting that was written of a race by `spec`; names of our own data are declared texts again."""
    *class_names, target_name = as_declared((*values["classes"], values["target"]), spec.dataset.info.names)
    return Setting(
        task=values["task"],
        class_names=tuple(class_names),
        target_name=target_name,
        n_train=values["train_rows"],
        n_validation=values["validation_rows"],
        n_test=values["test_rows"],
        n_features=values["features"],
        steps=tuple(read_text(step) for step in values["preprocessing"]),
        title=values.get("title", ""),
        fingerprint=values.get("fingerprint", ""),
    )


def of_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return what is documented under ``verdict``."""
    return {
        "sentence": written(verdict.sentence),
        "headline": written(verdict.headline),
        "details": written(verdict.details),
        "test": written(verdict.test),
        "metric": verdict.metric,
        "leaders": list(verdict.leaders),
        "ranks": verdict.ranks,
        "scores": dict(verdict.scores),
        "pairs": [asdict(pair) | {"test": written(pair.test)} for pair in verdict.pairs],
        "caveats": [_of_finding(caveat) for caveat in verdict.caveats],
    }


def read_verdict(values: Mapping[str, Any], unfinished: tuple[str, ...]) -> Verdict:
    """Return the verdict that was written; `unfinished` are the contenders that were stopped before their end."""
    return Verdict(
        scores=with_nan(values["scores"]),
        pairs=tuple(
            Pair(**with_nan(pair) | {"test": read_text(pair["test"]), "freedom": pair.get("freedom")})
            for pair in values["pairs"]
        ),
        metric=values["metric"],
        unfinished=unfinished,
        sentence=read_text(values["sentence"]),
        details=read_text(values["details"]),
        test=read_text(values["test"]),
        caveats=tuple(_read_finding(caveat) for caveat in values["caveats"]),
    )


def _of_finding(finding: Finding) -> dict[str, Any]:
    return asdict(finding) | {name: written(getattr(finding, name)) for name in _SAID_OF_A_FINDING}


def _read_finding(values: Mapping[str, Any]) -> Finding:
    texts = {name: read_text(values[name]) for name in _SAID_OF_A_FINDING if name in values}
    mend_with = {
        path: tuple(value) if isinstance(value, list) else value for path, value in values.get("mend_with", {}).items()
    }
    return Finding(**{**values, "mend_with": mend_with, **texts})


def of_why(statement: WhyStatement) -> dict[str, Any]:
    """Return what is documented under ``why[]``."""
    return asdict(statement) | {"text": written(statement.text)}


def read_why(values: Mapping[str, Any]) -> WhyStatement:
    """Return the statement that was written."""
    return WhyStatement(**{**values, "text": read_text(values["text"])})


def of_result(result: Result, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is documented under ``contenders.*``; `parameters` are its hyperparameters."""
    outcome = result.outcome
    return {
        "status": result.status,
        "message": written(result.message),
        "parameters": dict(parameters),
        "metrics": {} if outcome is None else {key: asdict(value) for key, value in outcome.metrics.items()},
        "costs": None if outcome is None else asdict(outcome.costs),
        "unfinished": outcome is not None and outcome.unfinished,
        "seeds": [] if outcome is None else [asdict(seed) for seed in outcome.seeds],
        # asdict copies number by number, which takes ten times as long
        "curve": [{name: getattr(step, name) for name in Step.__slots__} for step in result.steps],
    }


def read_result(name: str, values: Mapping[str, Any]) -> Result:
    """Return what was written of the contender `name`."""
    steps = tuple(Step(**step) for step in values["curve"])
    outcome = None
    if values["costs"] is not None:
        outcome = Outcome(
            metrics={key: Estimate(**with_nan(value)) for key, value in values["metrics"].items()},
            costs=Costs(**with_nan(values["costs"])),
            unfinished=values.get("unfinished", False),
            seeds=tuple(SeedRun(**seed | {"metrics": with_nan(seed["metrics"])}) for seed in values.get("seeds", ())),
        )
    return Result(name, values["status"], read_text(values["message"]), steps, outcome)


def read_text(kept: Any) -> Any:
    """Return a stored sentence in the reader's language.

    Anything else is returned as it is: whoever takes reports from outside looks at what kinds their values are of.
    """
    return read(kept) if isinstance(kept, Mapping) else kept


def read_spec(values: Mapping[str, Any]) -> BakeoffSpec:
    """Return the spec that was stored; raises HistoryError if it names what this Bakeoff does not have."""
    try:
        return BakeoffSpec(**values)
    except SettingError as error:
        raise HistoryError(
            _("This was stored by a Bakeoff that had what this one has not. {reason}", reason=error)
        ) from error


def without_nan(value: Any) -> Any:
    """Return `value` with None for every NaN or infinity, which JSON has no words for."""
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_nan(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def with_nan(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` with NaN where JSON had to say null."""
    return {key: math.nan if value is None else value for key, value in values.items()}
