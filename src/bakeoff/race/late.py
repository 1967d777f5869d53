"""More contenders for a race that is over, on the very same rows; `Report.add` is the way to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bakeoff.contenders import contender
from bakeoff.engine.base import Engine
from bakeoff.engine.handle import new_id
from bakeoff.errors import SettingError
from bakeoff.fields import Settings
from bakeoff.race.race import Race, check, to_its_end
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


def add(
    report: Report,
    contenders: Sequence[str] | Mapping[str, Any],
    engine: Engine | None = None,
    on_change: Callable[[Run], None] | None = None,
) -> Report:
    """Race more contenders on what a report was raced on, as `Report.add` documents it."""
    spec, late = spec_with(report, contenders)
    if spec.dataset.info.present():
        spec.dataset.info.load(spec.dataset.options)  # one sentence, before anything starts, if they are gone
    keep_models, before = bool(report.race_id), Run.ended(report.race_id or new_id(), report)

    def start(running: Engine) -> Race:
        return Race(spec, running, on_change, keep_models=keep_models, before=before, late=late)

    own = report.own
    decide = None if own is None else lambda added: added.scored_by(own)
    return to_its_end(spec, engine, start, on_change is None, decide)


def spec_with(report: Report, contenders: Sequence[str] | Mapping[str, Any]) -> tuple[BakeoffSpec, tuple[str, ...]]:
    """Return a race's spec with more contenders, and the names of these.

    Raises
    ------
    SettingError, NotInstalledError
        If one is unknown, cannot race here, or has ended in the race; if nothing is known of the race's rows.
    """
    late = report.spec.with_parts(contenders=contenders).contenders
    if report.finished_race is None:
        raise SettingError(
            _("Nothing can be added: this race has no test rows here. Race all contenders together instead.")
        )
    for name in late:
        if name in report.results and report.results[name].status == "done":
            raise SettingError(_("{label} is in this race already; name another.", label=contender(name).label))
    spec = report.spec.with_parts(contenders={**report.spec.contenders, **late})
    check(spec)
    return spec, tuple(late)


def late_in(spec: BakeoffSpec, before: Run) -> dict[str, Settings]:
    """Return the contenders that a spec has more than a race that is over, if it differs in nothing else."""
    more = {name: settings for name, settings in spec.contenders.items() if name not in before.spec.contenders}
    alike = spec.with_parts(contenders=before.spec.contenders) == before.spec
    taken = all(spec.contenders.get(name) == settings for name, settings in before.spec.contenders.items())
    return more if alike and taken and before.report.finished_race is not None and not before.active else {}
