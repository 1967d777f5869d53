from bakeoff.errors import BakeoffError
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.upload.table import table

__all__ = ["BakeoffError", "BakeoffSpec", "Report", "Run", "run", "table"]
