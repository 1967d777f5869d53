"""Log lines that people and machines read."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bakeoff.service.logs import JsonLines, write_log
from bakeoff.service.metrics import ErrorCount


@pytest.fixture
def ours() -> Iterator[logging.Logger]:
    """Return the logger of all that is Bakeoff's, with what counts its lines, as a server has it."""
    logger = logging.getLogger("bakeoff")
    before = logger.handlers[:], logger.level, logger.propagate
    logger.addHandler(ErrorCount())
    yield logger
    logger.handlers, level, logger.propagate = before
    logger.setLevel(level)


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


@pytest.mark.parametrize(("form", "levels"), [("text", ["WARNING", "ERROR"]), ("json", ["INFO", "WARNING", "ERROR"])])
def test_each_line_is_written_once_by_its_level(ours, capsys, form, levels):
    write_log(form)
    write_log(form)
    engine = logging.getLogger("bakeoff.engine")
    for level in (logging.INFO, logging.WARNING, logging.ERROR):
        engine.log(level, "Job %s was ended", "a")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(levels)
    for line, level in zip(lines, levels, strict=True):
        assert level in line
        assert "bakeoff.engine" in line
        assert "Job a was ended" in line
