"""Every error Bakeoff raises on purpose, in one tree.

::

    BakeoffError
    ├── SettingError        a value, name or spec that a person gave is wrong
    ├── DatasetError        a data set cannot be read, fetched, split or used
    ├── NotInstalledError   an optional package is missing
    ├── HistoryError        stored races cannot be read, written or compared
    ├── TrainingError       a contender cannot train on
    │   └── DivergedError   its loss became NaN or infinite
    └── EngineError         a job cannot be run, or ended badly
        ├── JobKilled       something outside ended its process
        ├── MachineLost     the machine that ran it is gone
        ├── MemoryLimit     it went over its memory limit
        └── TimeLimit       it went over its time limit

The message of each is one plain sentence for the person at the page: what is wrong, where, and how to
mend it. Pages and the command line print it as it is.
"""

import logging
from pathlib import Path

_log = logging.getLogger(__name__)


class BakeoffError(Exception):
    """Root of every error that Bakeoff raises on purpose."""


class SettingError(BakeoffError):
    """A setting, name or spec that a person gave is wrong."""


class DatasetError(BakeoffError):
    """A data set cannot be read, fetched, split or used."""


class NotInstalledError(BakeoffError):
    """An optional package is missing."""


class HistoryError(BakeoffError):
    """Stored races cannot be read, written or compared."""


class TrainingError(BakeoffError):
    """A contender cannot train on."""


class DivergedError(TrainingError):
    """The training loss became NaN or infinite."""


class EngineError(BakeoffError):
    """A job cannot be run, or ended badly."""


class JobKilled(EngineError):
    """Something outside the engine ended the job's process."""


class MachineLost(EngineError):
    """The machine of a cluster that ran the job is gone."""


class MemoryLimit(EngineError):
    """The job went over its memory limit."""


class TimeLimit(EngineError):
    """The job went over its time limit."""


def install(extra: str) -> str:
    """Return the command that adds an extra: from the project's folder in a checkout, else by Bakeoff's name."""
    checkout = (Path(__file__).parents[2] / "pyproject.toml").is_file()
    return f"pip install '{'.' if checkout else 'bakeoff'}[{extra}]'"


def reason(error: Exception, where: str) -> str:
    """Return an error as a sentence gives it; one that nobody raised on purpose is logged with `where`."""
    if isinstance(error, BakeoffError):
        return str(error)
    _log.error("%s", where, exc_info=error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
