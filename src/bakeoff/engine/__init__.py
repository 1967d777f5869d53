"""Runs jobs, each in a process of its own, and tells what happens to them.

The engine knows nothing of data or models: a job is a function's name and what to call it with.
"""

from bakeoff.engine.base import (
    Channel,
    Engine,
    Event,
    Failed,
    Finished,
    Job,
    Limits,
    Message,
    Queued,
    Started,
    Stopped,
    Usage,
)
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.engine.local import LocalEngine
from bakeoff.engine.outlook import Outlook
from bakeoff.engine.waiting import FEW_AT_ONCE, Ends, JobState, Waiting

__all__ = [
    "FEW_AT_ONCE",
    "Channel",
    "Ends",
    "Engine",
    "Event",
    "Failed",
    "Finished",
    "Job",
    "JobHandle",
    "JobState",
    "Limits",
    "LocalEngine",
    "Message",
    "Outlook",
    "Queued",
    "Started",
    "Stopped",
    "Usage",
    "Waiting",
    "new_id",
]
