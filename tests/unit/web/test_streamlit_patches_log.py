"""What Streamlit logs."""

import json
import logging

from streamlit import error_util
from streamlit import logger as streamlit_logger

from bakeoff.service.logs import JsonLines
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
