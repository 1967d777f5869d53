from bakeoff.errors import BakeoffError
from bakeoff.features.judge.plan import Plan
from bakeoff.features.judge.study import judge
from bakeoff.features.upload.table import table
from bakeoff.features.why.rules import differences
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec

__all__ = ["BakeoffError", "BakeoffSpec", "Plan", "Report", "Run", "differences", "judge", "run", "table"]
