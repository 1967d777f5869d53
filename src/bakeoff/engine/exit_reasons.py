"""From what the host reports to the event, and for a bad end the sentence, that a person reads.

Only what is known is said: a process ended by signal 9 was ended by hand, unless the system counts that it ended one
for want of memory.
"""

import hashlib
import logging
import pickle
import signal

from bakeoff.engine.base import Event, Failed, Finished, Message
from bakeoff.engine.wire import (
    Broken,
    Cause,
    Exited,
    JobReport,
    OutOfMemory,
    OverMemory,
    OverTime,
    Raised,
    Returned,
    Said,
    Unreachable,
    Unstartable,
)
from bakeoff.errors import BakeoffError, EngineError, JobKilled, MachineLost, MemoryLimit, TimeLimit
from bakeoff.text import _

MB = 2**20
"""Unit of the limit that a host sets."""

# Signals that people and systems send, as against those that a process brings upon itself by a fault.
_FROM_OUTSIDE = frozenset({"SIGHUP", "SIGINT", "SIGKILL", "SIGQUIT", "SIGTERM", "SIGXCPU"})


log = logging.getLogger("bakeoff.engine")


def hidden(job: str) -> str:
    """Return what a job is called in the log: whoever has a race's id may look at it, and stop it."""
    return hashlib.sha256(job.encode()).hexdigest()[:12]


def to_event(report: JobReport) -> Event | None:
    """Return the event that `report` amounts to; None, and a line in the log, for a message that can't be opened."""
    match report:
        case Said(job, body):
            try:
                return Message(job, pickle.loads(body))
            except Exception:  # unpickling runs the sender's classes, which may raise anything
                log.exception("A message of job %s cannot be opened.", hidden(job))
                return None
        case Returned(job, result):
            return _finished(job, result)
        case Raised():
            return Failed(report.job, _raised(report))
        case Broken(job, cause):
            return Failed(job, to_error(cause))
    return report


def host_died() -> EngineError:
    """Return the error of a job whose host has ended under it."""
    return EngineError(_("The process that looks after all jobs ended unexpectedly; start the job again."))


def short_of_processes() -> EngineError:
    """Return the error of a job for which the system had no process, or no thread, to give."""
    return EngineError(_("The server cannot start another process just now; start the job again in a minute."))


def _finished(job: str, result: bytes) -> Event:
    try:
        return Finished(job, pickle.loads(result))
    except Exception as error:  # as above
        log.exception("The result of job %s cannot be opened.", hidden(job))
        kind = type(error).__name__
        return Failed(
            job, EngineError(_("The job’s result cannot be opened ({kind}: {error}).", kind=kind, error=error))
        )


def _raised(report: Raised) -> BakeoffError:
    if report.error is not None:
        try:
            error: BakeoffError = pickle.loads(report.error)
            return error
        except Exception:  # as above; its words are at hand
            return EngineError(report.message)
    if report.kind == "BlockingIOError" or report.message == "can't start new thread":
        return short_of_processes()
    return EngineError(
        _("The job failed with {kind}: {message}", kind=report.kind, message=report.message or _("no message given"))
    )


def to_error(cause: Cause) -> EngineError:
    """Return the error that tells of `cause` in one sentence."""
    match cause:
        case Unstartable():
            return short_of_processes()
        case OverTime(limit):
            return TimeLimit(
                _(
                    "The time limit of {limit:g} seconds was reached. Raise it, or choose fewer rows or a smaller "
                    "model.",
                    limit=limit,
                )
            )
        case OverMemory(used, limit):
            return MemoryLimit(
                _(
                    "{used:,.0f} MB of memory were used, more than the limit of {limit:,.0f} MB. Train on fewer rows "
                    "(“Most rows to train on”, under Rules), or choose a smaller model.",
                    used=used / MB,
                    limit=limit / MB,
                )
            )
        case OutOfMemory():
            return MemoryLimit(
                _("Memory ran out. Train on fewer rows (“Most rows to train on”, under Rules), or try again later.")
            )
        case Unreachable():
            return MachineLost(_("The machine that ran the job cannot be reached any more; start the job again."))
        case Exited(code) if code < 0:
            return _signalled(-code)
        case Exited(code):
            return EngineError(
                _("The job’s process ended itself with exit code {code} and no result; start it again.", code=code)
            )


def _signalled(number: int) -> EngineError:
    name = _signal_name(number)
    if name in _FROM_OUTSIDE:
        return JobKilled(
            _(
                "The job’s process was ended from outside (signal {number}, {name}); start it again.",
                number=number,
                name=name,
            )
        )
    return EngineError(
        _(
            "The job’s process crashed (signal {number}, {name}); try again with other settings.",
            number=number,
            name=name,
        )
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "?"
