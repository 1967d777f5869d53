"""Figures of a report, by name from Python."""

import importlib.util

import plotly.graph_objects as go
import pytest

from bakeoff.errors import NotInstalledError, SettingError
from bakeoff.race.report import Report


def test_every_figure_that_is_listed_is_drawn(report):
    names = dir(report.figures)
    assert {"scores", "cost", "curves_by_step", "confusion", "precision_recall", "calibration"} <= set(names)
    assert not {"residuals", "threshold_cost"} & set(names)
    for name in names:
        figure = getattr(report.figures, name)
        assert isinstance(figure, go.Figure)
        assert figure.layout.height > 200, name
        assert figure.data


def test_a_wrong_name_gets_the_right_one(report):
    with pytest.raises(AttributeError, match="did you mean “confusion”"):
        _ = report.figures.confussion
    assert not hasattr(report.figures, "_repr_png_")


def test_what_is_missing_is_told_in_a_sentence(iris_report, monkeypatch):
    with pytest.raises(SettingError, match="run the race again"):
        _ = Report.from_json(iris_report.to_json()).figures
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(NotInstalledError, match=r"pip install .*figures"):
        _ = iris_report.figures
