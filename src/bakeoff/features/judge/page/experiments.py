"""Experiments on why a contender won a race: what would turn it, and whether it is fair."""

import contextlib
from collections.abc import Iterator
from functools import partial

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import rough_time
from bakeoff.fields import write
from bakeoff.link import to_query
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.slots import Experiment
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.study.fairness import cost_sentence
from bakeoff.study.findings import against_themselves
from bakeoff.study.plan import COARSE, Plan
from bakeoff.study.record import Record
from bakeoff.study.repairs import repairs
from bakeoff.study.summary import summary
from bakeoff.study.tipping import tipping
from bakeoff.text import _, sentences
from bakeoff.web.parameters import JUDGE, STUDY
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

LATEST = 60
"""Studies of a visitor that are looked through."""


def experiments(run: Run, _race: FinishedRace) -> Iterator[Experiment]:
    """Yield both, as this visitor's latest finished studies of the race have them."""
    studies, turn = _latest(run), Plan(question="turn")
    statements = {question: _statement(record) for question, record in studies.items()}
    turns = len(run.spec.contenders) > 1 and _slides(run, turn)
    lead = partial(_lead, run, turn, COARSE, studies.get("turn"))
    yield Experiment("turn", statements.get("turn"), lead if turns else None)
    lead = partial(_lead, run, Plan(question="fair"), 2, studies.get("fair"))
    yield Experiment("fair", statements.get("fair"), lead if repairs(run.spec) else None)


def _latest(run: Run) -> dict[str, Record]:
    owner, studies = visitor().owner, dict[str, Record]()
    with contextlib.suppress(BakeoffError):  # the page says elsewhere that the history cannot be read
        for entry in history().find(owner, kind="study", limit=LATEST).races:
            asked = entry.question if entry.question in ("turn", "fair") and entry.question not in studies else ""
            if asked and (entry.spec, entry.status) == (run.spec, "finished"):
                stored = history().get(entry.id, owner)
                if stored is not None:
                    studies[asked] = stored.study()
    return studies


def _statement(record: Record) -> WhyStatement:
    if record.plan.question == "fair":
        costs = [cost_sentence(record, pair) for pair in against_themselves(record) if pair.winner == pair.first]
        return WhyStatement("fair", sentences(summary(record), *costs[:1]), bool(costs))
    tip = tipping(record)
    return WhyStatement("turn", summary(record), tip is not None and tip.crossing is not None)


def _slides(run: Run, plan: Plan) -> bool:
    info = run.spec.dataset.info
    return plan.knob(run.spec)[1].applies(run.spec.transform, info.task, info.kind)


def _lead(run: Run, plan: Plan, fits: int, record: Record | None, _tried: bool) -> None:
    """Show the way to a question of the judge; `fits` is how often a fold fits a contender."""
    query = to_query(run.spec) | write(plan, f"{JUDGE}.") | ({STUDY: record.id} if record else {})
    seconds = sum(result.outcome.costs.fit_cpu_seconds for result in run.report.results.values() if result.outcome)
    time = rough_time(fits * plan.folds * plan.repeats * seconds)
    label = (
        _("Is it a fair fight? (about {time})", time=time)
        if plan.question == "fair"
        else _("What would change the winner? (about {time})", time=time)
    )
    icon = ":material/balance:" if plan.question == "fair" else ":material/tune:"
    route("judge").link(_("Show the study") if record else label, icon=icon, query=query)
