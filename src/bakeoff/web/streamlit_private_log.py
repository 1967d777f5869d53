"""Streamlit's own log lines, which it offers apps no way to write otherwise; see `streamlit_private`."""

import logging

import streamlit.logger as streamlit_logger


def log_streamlit_through(handler: logging.Handler) -> None:
    """Write Streamlit's log through this handler, exceptions of pages too.

    The web server's lines stay as they are: they would name each visitor's address and query.
    """
    setup = streamlit_logger.setup_formatter

    def setup_through(logger: logging.Logger) -> None:
        setup(logger)
        if logger.name.split(".")[0] == "streamlit":
            logger.removeHandler(logger.streamlit_console_handler)  # type: ignore[attr-defined]
            logger.addHandler(handler)

    streamlit_logger.setup_formatter = setup_through
    for name, logger in list(streamlit_logger._loggers.items()):
        if name.split(".")[0] == "streamlit":
            setup_through(logger)
