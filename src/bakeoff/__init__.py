"""Bakeoff: race a neural network against a tree, a support vector machine and a forest, live."""

import importlib
from typing import Any

_HOMES = {
    "BakeoffError": "errors",
    "BakeoffSpec": "spec",
    "Plan": "study.plan",
    "Report": "race.report",
    "Run": "race.snapshot",
    "differences": "study.differences.rules",
    "judge": "study.study",
    "reasons": "study.reasons.explain",
    "run": "race.race",
    "serve": "serving",
    "table": "intake.table",
}
__all__ = list(_HOMES)  # their types are in the stub beside this file


def __getattr__(name: str) -> Any:
    """Import a public name at its first use: most processes need few of the modules behind them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
