"""Specification curve: the leader's lead in each preparation, and below it what each one chooses."""

from bakeoff.figures.pareto import marker
from bakeoff.figures.score_axis import drawn
from bakeoff.figures.style import GREY, Spec, axis, layout
from bakeoff.study.preparations import choice_label, parsed, preparation_label, value_label
from bakeoff.study.record import Record
from bakeoff.study.specification import Column, columns
from bakeoff.text import _


def specification_spec(record: Record) -> Spec:
    """Return the curve as a plain dict: a column for each preparation, from the largest lead to the smallest."""
    (leader, by_lead), metric = columns(record), record.metric
    if not leader:
        return {"data": [], "layout": layout(_("The curve needs two contenders with all scores of two folds"))}
    by_lane: dict[str, list[tuple[int, Column]]] = {name: [] for name in ("", *record.lanes)}
    for place, column in enumerate(by_lead, 1):
        by_lane[column.leader].append((place, column))
    traces = [_leads(record, name, columns) for name, columns in by_lane.items() if columns]
    chosen = [parsed(point) for point in record.points]
    values = list(dict.fromkeys((name, each[name]) for name in chosen[0] for each in chosen))
    labels = {value: _("{name}: {value}", name=choice_label(value[0]), value=value_label(*value)) for value in values}
    marks = [
        (place, labels[value])
        for place, column in enumerate(by_lead, 1)
        for value in parsed(record.points[column.point]).items()
    ]
    common: Spec = {"type": "scatter", "mode": "markers", "hoverinfo": "skip", "showlegend": False, "yaxis": "y2"}
    x, y = zip(*marks, strict=True)
    traces.append(common | {"x": x, "y": y, "marker": {"color": GREY, "symbol": "square", "size": 9}})
    rows = list(labels.values())
    title = _("Lead of {label} over the best other, with its 95 % interval", label=record.lanes[leader].label)
    words = {"metric": _(metric.label)}
    lead = _("Lead in {metric}, points", **words) if metric.unit == "%" else _("Lead in {metric}", **words)
    parts: Spec = {
        "xaxis": axis(_("Preparations"), anchor="y2", range=[0.5, len(by_lead) + 0.5], showticklabels=False),
        "yaxis": axis(lead, domain=[0.45, 1], zeroline=True, zerolinecolor=GREY),
        "yaxis2": axis(domain=[0, 0.4], categoryarray=rows[::-1], range=[-0.6, len(rows) - 0.4]),
        "uirevision": "preparations",
    }
    return {"data": traces, "layout": layout(title, **parts)}


def _leads(record: Record, name: str, columns: list[tuple[int, Column]]) -> Spec:
    """Return the leads in the preparations in which a lane is best, or in which the first are level."""
    leads = [column.lead for _place, column in columns]
    label = record.lanes[name].label if name else ""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _("{label} leads", label=label) if name else _("The first are level"),
        "x": [place for place, _column in columns],
        "y": [drawn(lead.value, record.metric) for lead in leads],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [drawn(lead.high - lead.value, record.metric) for lead in leads],
            "arrayminus": [drawn(lead.value - lead.low, record.metric) for lead in leads],
            "color": GREY,
        },
        "marker": marker(record.lanes[name], size=11)
        if name
        else {"color": GREY, "symbol": "line-ew-open", "size": 11},
        "text": [preparation_label(record.points[column.point]) for _place, column in columns],
        "hovertemplate": f"%{{text}}<br>%{{y:.3~r}}<extra>{label}</extra>",
    }
