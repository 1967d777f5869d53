"""Bakeoff: race a Keras MLP against a decision tree, an SVM and a random forest, live."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bakeoff.errors import BakeoffError
    from bakeoff.race import Report, Run, run
    from bakeoff.spec import BakeoffSpec
    from bakeoff.upload.table import table

__all__ = ["BakeoffError", "BakeoffSpec", "Report", "Run", "run", "table"]

_HOMES = {
    "BakeoffError": "errors",
    "BakeoffSpec": "spec",
    "Report": "race",
    "Run": "race",
    "run": "race",
    "table": "upload.table",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a job's process needs few of the modules behind them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
