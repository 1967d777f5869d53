"""The data before the race: rows in a plane, pictures, and how the target is spread."""

import html
import textwrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.figures.style import CLEAR, HALO, Spec, axis, class_colour, class_marker, colour_bar, figure, layout, rgb
from bakeoff.png import png_link
from bakeoff.preparation.texts import on_a_plane
from bakeoff.text import _

MOST_ROWS = 2000
MOST_CLASSES = 10
MOST_VALUES = 20
PICTURES = 12
_BINS = 24
_SHOWN_LETTERS = 180
_BAR = "#5B6BA8"


def data_figure(data: Dataset, title: str = "", seed: int = 0) -> go.Figure:
    """Draw a data set: some pictures of each class, or rows in a plane.

    Parameters
    ----------
    data : Dataset
        With two columns they are the plane; with more, rows are shown on their first two principal
        components, every column scaled to variance 1 and each category a column. Where there is nothing but
        running text, on the strongest two components of its words (TF-IDF, truncated SVD).
    title : str
        Its name.
    seed : int
        Chooses which rows are shown if there are many.
    """
    return _montage(data, title, seed) if data.image_shape else _scatter(data, title, seed)


def class_balance(data: Dataset) -> go.Figure:
    """Draw how many rows each class has, or how the numbers to be predicted are spread."""
    frame = class_balance_frame(data)
    rows = frame["rows"].to_numpy()
    if data.task == "classification":
        colours = [class_colour(code) for code in range(len(frame))]
        x, y = axis(type="category"), axis(_("Rows"), tickformat=",")
        title = _balance_title(rows)
        places, hover = list(data.class_names), _("%{x}: %{y:,} rows") + "<extra></extra>"
    else:
        colours, x, y = [_BAR] * len(frame), axis(data.target_name), axis(_("Rows"), tickformat=",")
        title = _("{target}: {rows} rows", target=data.target_name, rows=f"{rows.sum():,}")
        places = ((frame["low"] + frame["high"]) / 2).tolist()
        hover = _("%{customdata[0]:,.4~r} to %{customdata[1]:,.4~r}: %{y:,} rows") + "<extra></extra>"
    bars = {"type": "bar", "x": places, "y": rows, "marker": {"color": colours}, "hovertemplate": hover}
    if data.task == "regression":
        bars |= {"customdata": frame[["low", "high"]].to_numpy()}
    return figure({"data": [bars], "layout": layout(title, xaxis=x, yaxis=y, bargap=0.15, showlegend=False)})


def class_balance_frame(data: Dataset) -> pd.DataFrame:
    """Return what `class_balance` draws: columns class and rows, or for numbers low, high and rows of each bin."""
    if data.task == "classification":
        rows = np.bincount(data.y.astype(np.int64), minlength=len(data.class_names))
        return pd.DataFrame({"class": data.class_names, "rows": rows})
    counts, edges = np.histogram(data.y, bins=_BINS)
    return pd.DataFrame({"low": edges[:-1], "high": edges[1:], "rows": counts})


def picture_rows(data: Dataset, seed: int = 0) -> NDArray[np.int64]:
    """Choose which pictures to show.

    Returns
    -------
    ndarray of int64 of shape (n_classes, 12)
        Row numbers, a line per class, at most ten; -1 where a class has too few.
    """
    rng = np.random.default_rng(seed)
    places = np.full((min(len(data.class_names), MOST_CLASSES), PICTURES), -1, dtype=np.int64)
    for code, line in enumerate(places):
        rows = rng.permutation(np.flatnonzero(data.y == code))[:PICTURES]
        line[: len(rows)] = np.sort(rows)
    return places


def _balance_title(rows: NDArray[np.int64]) -> str:
    total = f"{rows.sum():,}"
    if rows.max() <= 1.2 * rows.min():
        return _("{rows} rows, about as many of each class", rows=total)
    return _(
        "{rows} rows; the largest class has {share} % of them", rows=total, share=f"{100 * rows.max() / rows.sum():.0f}"
    )


def _some(n: int, seed: int) -> NDArray[np.int64]:
    if n <= MOST_ROWS:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, MOST_ROWS, replace=False))


def _points(data: Dataset, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return where rows lie: their two columns, or their first two principal components, or those of their words."""
    if _is_text(data):
        return on_a_plane(pd.DataFrame(data.X).iloc[rows][[data.text_features[0]]])
    numbers = _numbers(data, rows)
    if numbers.shape[1] == 2 and not np.isnan(numbers).any():
        return numbers
    known = ~np.isnan(numbers)
    means = np.where(known, numbers, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    numbers = np.where(known, numbers - means, 0)
    spread = numbers.std(axis=0)
    left, strengths, _axes = np.linalg.svd(numbers / np.where(spread > 0, spread, 1), full_matrices=False)
    points = np.zeros((len(rows), 2))
    points[:, : strengths.size] = (left * strengths)[:, :2]
    return points


def _numbers(data: Dataset, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return rows as numbers: dates too, and a column for each of a category's commonest values; not running text."""
    if not isinstance(data.X, pd.DataFrame):
        return np.asarray(data.X[rows], dtype=np.float64)
    table = data.X.iloc[rows].drop(columns=list(data.text_features))
    columns = {}
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            column = (column - column.min()).dt.total_seconds()
        elif not pd.api.types.is_numeric_dtype(column.dtype):
            column = column.where(column.isin(column.value_counts().index[:MOST_VALUES]))
        columns[name] = column
    return pd.get_dummies(pd.DataFrame(columns, index=table.index), dtype=float).to_numpy(dtype=np.float64)


def _is_text(data: Dataset) -> bool:
    """Tell whether there is nothing but running text."""
    return bool(data.text_features) and len(data.text_features) == len(data.feature_names)


def _axis_names(data: Dataset) -> tuple[str, str]:
    if _is_text(data):
        return _("First component of the words"), _("Second component of the words")
    if len(data.feature_names) == 2:
        return data.feature_names[0], data.feature_names[1]
    return _("First principal component"), _("Second principal component")


def _first_words(data: Dataset, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the beginning of each row's text, in lines that fit beside the pointer, as Plotly takes text: as HTML."""
    texts = pd.DataFrame(data.X)[data.text_features[0]].iloc[rows].fillna("")
    shown = [textwrap.wrap(textwrap.shorten(str(text), _SHOWN_LETTERS, placeholder=" …"), 60) for text in texts]
    return np.array(["<br>".join(map(html.escape, lines)) for lines in shown], dtype=object)


def _scatter(data: Dataset, title: str, seed: int) -> go.Figure:
    rows = _some(len(data.y), seed)
    points, target = _points(data, rows), data.y[rows]
    first, second = _axis_names(data)
    if data.task == "classification":
        shown = [target == code for code in range(len(data.class_names))]
        named = enumerate(zip(data.class_names, shown, strict=True))
        traces = [class_points(name, code, points[part]) for code, (name, part) in named]
    else:
        shown, traces = [np.ones(len(rows), dtype=bool)], [number_points(data.target_name, points, target)]
    if _is_text(data):
        texts = _first_words(data, rows)
        hover = {"hovertemplate": "%{customdata}<extra></extra>"}
        traces = [trace | hover | {"customdata": texts[part]} for trace, part in zip(traces, shown, strict=True)]
    parts = layout(title, xaxis=axis(first), yaxis=axis(second), showlegend=data.task == "classification")
    return figure({"data": traces, "layout": parts})


def class_points(name: str, code: int, points: NDArray[Any]) -> Spec:
    """Return a class's rows, at points of shape (n_rows, 2), as a trace in its colour and with its marker."""
    look = {"symbol": class_marker(code), "color": class_colour(code), "size": 7, "line": {"color": HALO, "width": 0.8}}
    hover = "%{fullData.name}<br>%{x:.4~r}, %{y:.4~r}<extra></extra>"
    return _points_trace(name, points, look) | {"hovertemplate": hover}


def number_points(name: str, points: NDArray[Any], target: NDArray[Any]) -> Spec:
    """Return rows, at points of shape (n_rows, 2), as a trace coloured by the number to be predicted."""
    look = {
        "color": target,
        "colorscale": "Cividis",
        "size": 7,
        "colorbar": colour_bar(name),
        "line": {"color": HALO, "width": 0.8},
    }
    return _points_trace(name, points, look) | {
        "hovertemplate": "%{fullData.name} %{marker.color:,.4~r}<extra></extra>"
    }


def _points_trace(name: str, points: NDArray[Any], marker: Spec) -> Spec:
    x, y = points.astype(np.float32).T
    return {"type": "scatter", "mode": "markers", "name": name, "x": x, "y": y, "marker": marker}


def _montage(data: Dataset, title: str, seed: int) -> go.Figure:
    rows = picture_rows(data, seed)
    n_lines, n_columns = rows.shape
    picture = {
        "source": png_link(montage_pixels(data, rows)),
        "xref": "x",
        "yref": "y",
        "x": -0.5,
        "y": -0.5,
        "sizex": n_columns,
        "sizey": n_lines,
        "sizing": "stretch",
        "layer": "below",
    }
    hover = {
        "type": "heatmap",
        "x": list(range(n_columns)),
        "y": list(range(n_lines)),
        "z": rows,
        "text": [[name] * n_columns for name in data.class_names[:n_lines]],
        "colorscale": [[0, CLEAR], [1, CLEAR]],
        "showscale": False,
        "hovertemplate": _("%{text}, row %{z}") + "<extra></extra>",
    }
    x = axis(visible=False, range=[-0.5, n_columns - 0.5], constrain="domain")
    names = list(data.class_names[:n_lines])
    y = axis(
        range=[n_lines - 0.5, -0.5], scaleanchor="x", constrain="domain", showgrid=False,
        tickmode="array", tickvals=list(range(n_lines)), ticktext=names,
    )  # fmt: skip
    return figure({"data": [hover], "layout": layout(title, xaxis=x, yaxis=y, images=[picture])})


def montage_pixels(data: Dataset, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return pictures side by side as pixels: each in its class's colour, ink where the picture is bright.

    Ink on a clear ground can be seen on light and dark pages alike.

    Parameters
    ----------
    rows : ndarray of shape (n_lines, n_columns)
        Row numbers; -1 stays clear.

    Returns
    -------
    ndarray of uint8 of shape (n_lines * (height + 2), n_columns * (width + 2), 4)
    """
    pictures = data.pictures[rows.clip(0)]
    height, width = pictures.shape[-2:]
    ink = pictures.astype(float)
    ink *= (rows >= 0)[..., None, None] * 255 / max(float(pictures.max()), 1.0)
    tiles = np.zeros((*rows.shape, height + 2, width + 2, 4), dtype=np.uint8)
    for code in range(len(rows)):
        tiles[code, ..., :3] = rgb(class_colour(code))
    tiles[..., 1:-1, 1:-1, 3] = np.round(ink)
    lines = tiles.transpose(0, 2, 1, 3, 4)
    return lines.reshape(rows.shape[0] * (height + 2), rows.shape[1] * (width + 2), 4)
