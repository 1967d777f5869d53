"""What Streamlit logs."""

import json
import logging

from streamlit import error_util
from streamlit import logger as streamlit_logger

from bakeoff.service.logs import MOST_ALIKE, FewTracebacks, JsonLines
from bakeoff.web.streamlit_patches import log_streamlit_through


def test_an_exception_of_a_page_is_one_line_of_the_json_log(monkeypatch, capsys):
    monkeypatch.setattr(streamlit_logger, "setup_formatter", streamlit_logger.setup_formatter)
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    log_streamlit_through(handler)
    try:
        error_util.handle_user_script_exception(ValueError("a page's own"), lambda _error: True)
        streamlit_logger.get_logger("uvicorn.access").info("GET /?run=somebody_s")
        (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
        told = json.loads(line)
        assert (told["level"], told["logger"]) == ("ERROR", "streamlit.error_util")
        assert told["traceback"].endswith("ValueError: a page's own")
    finally:
        monkeypatch.undo()
        for logger in streamlit_logger._loggers.values():
            logger.removeHandler(handler)
        streamlit_logger.update_formatter()


def test_tracebacks_of_one_place_are_few_and_of_another_are_there():
    few, heard = FewTracebacks(), []
    logger = logging.Logger("streamlit.somewhere")
    logger.addFilter(few)
    logger.addHandler(handler := logging.Handler())
    handler.emit = heard.append
    for number in range(1000):
        try:
            raise ValueError(number)
        except ValueError:
            logger.exception("a wrong message")
    assert len(heard) == MOST_ALIKE
    try:
        raise KeyError
    except KeyError:
        logger.exception("another")
    logger.error("without a traceback")
    logger.error("an exception nobody raised", exc_info=ValueError())
    assert len(heard) == MOST_ALIKE + 3
