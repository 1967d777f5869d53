"""Log lines as JSON, for hosts that collect them."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON: time, level, logger and message, and a traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": when, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Have what is logged of Bakeoff written to the error stream as JSON, from informational lines on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("bakeoff")
    logger.handlers = [kept for kept in logger.handlers if not isinstance(kept.formatter, JsonLines)]
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
