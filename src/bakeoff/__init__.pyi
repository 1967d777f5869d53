from bakeoff.errors import BakeoffError
from bakeoff.intake.table import table
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.serving import serve
from bakeoff.spec import BakeoffSpec
from bakeoff.study.differences.rules import differences
from bakeoff.study.plan import Plan
from bakeoff.study.reasons.explain import reasons
from bakeoff.study.study import judge

__all__ = [
    "BakeoffError",
    "BakeoffSpec",
    "Plan",
    "Report",
    "Run",
    "differences",
    "judge",
    "reasons",
    "run",
    "serve",
    "table",
]
