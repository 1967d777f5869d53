"""Streamlit's own log lines, which it offers apps no way to write otherwise; see `streamlit_private`."""

import logging

import streamlit.logger as streamlit_logger


def log_streamlit_through(handler: logging.Handler) -> None:
    """Have Streamlit, and the server beneath it, write what they log through this handler, exceptions of pages too."""
    setup = streamlit_logger.setup_formatter

    def setup_through(logger: logging.Logger) -> None:
        setup(logger)
        logger.removeHandler(logger.streamlit_console_handler)  # type: ignore[attr-defined]
        logger.addHandler(handler)

    streamlit_logger.setup_formatter = setup_through
    streamlit_logger.update_formatter()
