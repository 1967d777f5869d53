"""Contenders that took longer than the linear model, and were not better."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, EndedRace
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import duration
from bakeoff.text import _, clauses

LINEAR, SLOWER = "linear", 3.0


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name each that took three times as long and scored no higher."""
    ranked, spent = ended.compared, ended.cpu_seconds
    if LINEAR not in ranked.rivals:
        raise DoesNotApply(_("The linear model does not take part."))
    gain = {name: ranked.scored_by.gain(ranked.scores[name]) for name in ranked.rivals}
    names = [name for name in gain if gain[name] <= gain[LINEAR] and spent[name] >= SLOWER * spent[LINEAR]]
    if not names:
        return
    written = [_("{label} {time}", label=_(contender(name).label), time=duration(spent[name])) for name in names]
    yield Finding(
        "linear_as_good",
        "note",
        _("Slower than the linear model ({time}), and no better: {list}.",
          time=duration(spent[LINEAR]), list=clauses(written)),
        _("What a simple model does as well, it does sooner and can be explained."),
        _("Take the linear model, unless more rows show another ahead: ask the judge."),
    )  # fmt: skip


CHECK = Check("linear_as_good", "Contenders slower than the linear model, and no better", 15, EndedRace, find)
