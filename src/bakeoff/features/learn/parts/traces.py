"""Traces of figures, each in one call."""

from typing import Any

from bakeoff.figures.style import Spec


def trace(kind: str, name: str, x: Any, y: Any, **more: Any) -> Spec:
    """Return bars, or points by Plotly's mode, such as ``lines``; more are other parts of the trace."""
    look: Spec = {"type": "bar"} if kind == "bar" else {"type": "scatter", "mode": kind}
    return look | {"name": name, "x": x, "y": y} | more
