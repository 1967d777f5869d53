"""Log lines that machines read."""

import json
import logging
import sys

from bakeoff.service.logs import JsonLines


def test_a_line_is_one_object_with_the_traceback_within():
    try:
        raise ValueError("no\nsuch")
    except ValueError:
        record = logging.LogRecord("bakeoff.x", logging.ERROR, "", 0, "Job %s\nfailed", ("a",), sys.exc_info())
    (line,) = JsonLines().format(record).splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "bakeoff.x", "Job a\nfailed")
    assert told["traceback"].endswith("ValueError: no\nsuch")
    assert told["time"].endswith("+00:00")
