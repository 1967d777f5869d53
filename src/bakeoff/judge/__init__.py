"""The judge: the same contenders fitted again and again, to tell a real difference from luck."""

from bakeoff.judge.plan import Plan
from bakeoff.judge.record import Fitted, Record
from bakeoff.judge.study import Study, judge
from bakeoff.judge.summary import summary

__all__ = ["Fitted", "Plan", "Record", "Study", "judge", "summary"]
