"""A race: one job per contender, what is known while it runs, and the report at its end."""

from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import Answers, Costs, HeldOut, Outcome, Result, Setting, Status
from bakeoff.race.race import Race, check, check_columns, cluster_engine, local_engine, run
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Lane, Run

__all__ = [
    "Answers",
    "Costs",
    "FinishedRace",
    "HeldOut",
    "Lane",
    "Outcome",
    "Race",
    "Report",
    "Result",
    "Run",
    "Setting",
    "Status",
    "check",
    "check_columns",
    "cluster_engine",
    "local_engine",
    "run",
]
