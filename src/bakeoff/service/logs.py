"""Log lines as text, or as JSON for hosts that collect them."""

import json
import logging
import traceback
from datetime import UTC, datetime

from bakeoff.service.allowance import Allowance

_NAME = "bakeoff"
MOST_ALIKE = 10
"""Tracebacks of one place a minute: a visitor's wrong messages must not fill a disk."""
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON: time, level, logger and message, and a traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": when, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class FewTracebacks(logging.Filter):
    """Drops records of an exception that was just logged `MOST_ALIKE` times from the same place."""

    def __init__(self) -> None:
        super().__init__()
        self._allowance = Allowance(MOST_ALIKE, 60)

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is logged."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return True
        *_outer, place = [None, *traceback.walk_tb(error.__traceback__)]
        return self._allowance.take((record.name, type(error), place and (place[0].f_code, place[1])))


def write_log(form: str) -> logging.Handler:
    """Write Bakeoff's log to the error stream; return the handler.

    Parameters
    ----------
    form : str
        ``"text"``, for warnings and errors alone, or ``"json"``, for informational lines as well.
    """
    handler = logging.StreamHandler()
    handler.name = _NAME
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(_TEXT))
    logger = logging.getLogger("bakeoff")
    logger.handlers = [other for other in logger.handlers if other.name != _NAME]
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if form == "json" else logging.WARNING)
    logger.propagate = False
    return handler
