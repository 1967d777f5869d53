"""Stored races and studies in words and small pictures."""

from collections.abc import Mapping

from bakeoff.contenders import contender, contenders
from bakeoff.datasets import brought, datasets
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, basic_metric, metric_named
from bakeoff.evaluation.notation import duration, with_interval
from bakeoff.fields import knobs
from bakeoff.figures.markers import marker
from bakeoff.html import Markup, Template
from bakeoff.records.entries import Entry, Headline
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import StudyLane
from bakeoff.text import _, enumerated
from bakeoff.web.entry_text import title, when

MOST_SETTINGS = 4

_SUMMARY = Template("""
<div class="bakeoff-race"><p><strong>{{ title }}</strong> <span>{{ kind }}</span><span>{{ when }}</span>
{%- if cpu %}<span>{{ cpu }}</span>{% endif %}
{%- for tag in tags %}<span class="bakeoff-tag">{{ tag }}</span>{% endfor %}</p>
<p>{{ outcome }}</p>
{%- if settings %}<p>{{ settings }}</p>{% endif %}
<p class="bakeoff-scores">
{%- for picture, words in scores %}<span class="bakeoff-score">{{ picture }}{{ words }}</span>{% endfor %}</p>
{% if note %}<p><span class="bakeoff-note">{{ note }}</span></p>{% endif %}</div>
""")


def label(name: str) -> str:
    """Return the label of a contender, tuned, repaired or neither, or its name if this Bakeoff has it not."""
    lane = StudyLane.of(name)
    return lane.label if lane.contender in contenders() else name


def kind(entry: Entry) -> str:
    """Say whether it is a race, or which question a study asks."""
    asked = next(knob for knob in knobs(Plan) if knob.name == "question").options
    return _(asked.get(entry.question, entry.question)) if entry.question else _("Race")


def status_words() -> Mapping[str, str]:
    """Return what each status of a race, or of a contender in it, is called."""
    return {
        "running": _("Still going on"),
        "elsewhere": _("Still going on, at another server"),
        "finished": _("Finished"),
        "stopped": _("Stopped"),
        "failed": _("Failed"),
        "interrupted": _("Interrupted: the server ended before it was done"),
        "done": _("Done"),
        "waiting": _("Waiting"),
        "training": _("In training"),
        "fitting": _("Fitting"),
    }


def outcome(entry: Entry) -> str:
    """Say who won or, if nobody did, what became of the race."""
    if entry.verdict and entry.status in ("finished", "stopped"):  # the verdict says who was stopped
        return entry.verdict
    said = status_words()[entry.status]
    return _("{status}. {verdict}", status=said, verdict=entry.verdict) if entry.verdict else said


def summary(entry: Entry) -> Markup:
    """Return a race or a study as HTML, in a few lines."""
    usual = _usual(entry.dataset)
    return _SUMMARY(
        title=title(entry),
        kind=kind(entry),
        when=when(entry.started),
        cpu=_cpu(entry),
        tags=entry.tags,
        outcome=outcome(entry),
        settings=changed_settings(entry.spec) if entry.spec is not None else "",
        scores=[_score(result, metric_named(result.metric) if result.metric else usual) for result in entry.results],
        note=entry.note,
    )


def changed_settings(spec: BakeoffSpec) -> str:
    """Say what is set other than by default, which tells races on the same data apart; empty if nothing is."""
    info = spec.dataset.info
    groups = [("", chosen) for chosen in (spec.rules, spec.transform, spec.dataset.options)]
    groups += [(label(name), chosen) for name, chosen in spec.contenders.items()]
    changed = [
        (name, knob, getattr(chosen, knob.name))
        for name, chosen in groups
        for knob in knobs(type(chosen))
        if knob.name in chosen.changed() and knob.applies(chosen, info.task, info.kind)
    ]
    parts = [
        _("{label} {value}", label=f"{name} {_(knob.label)}".strip(), value=knob.written(value))
        for name, knob, value in changed[:MOST_SETTINGS]
    ]
    if len(changed) > MOST_SETTINGS:
        parts.append(_("{n} more", n=len(changed) - MOST_SETTINGS))
    return enumerated(parts)


def _score(headline: Headline, metric: Metric) -> tuple[Markup, str]:
    """Return a contender's picture, and what became of it in words."""
    name = StudyLane.of(headline.contender).contender
    picture = marker(contender(name).identity) if name in contenders() else Markup()
    number = status_words()[headline.status] if headline.score is None else with_interval(_estimate(headline), metric)
    words = {"label": label(headline.contender), "number": number.replace(" %", "\N{NO-BREAK SPACE}%")}
    unfinished = headline.score is not None and headline.status == "stopped"
    return picture, _("{label}, unfinished, {number}", **words) if unfinished else _("{label} {number}", **words)


def _usual(dataset: str) -> Metric:
    """Return what decided before that could be chosen; accuracy, if this Bakeoff has the data set no longer."""
    known = {**datasets(), **brought()}
    return basic_metric(known[dataset].task if dataset in known else "classification")


def _estimate(headline: Headline) -> Estimate:
    score, low, high = (
        float("nan") if value is None else value for value in (headline.score, headline.low, headline.high)
    )
    return Estimate(score, low, high)


def _cpu(entry: Entry) -> str:
    known = [result.fit_cpu_seconds for result in entry.results if result.fit_cpu_seconds is not None]
    return _("{cpu} CPU to train", cpu=duration(sum(known))) if known else ""
