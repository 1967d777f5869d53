"""What the server tells Streamlit before the first visitor comes."""

import pytest
import streamlit as st
from starlette.requests import Request

from bakeoff.errors import SettingError
from bakeoff.ui.shared.server import routes, set_up_streamlit
from bakeoff.ui.shared.streamlit_private import take_files_up_to
from tests.coroutines import result


@pytest.fixture(autouse=True)
def as_before():
    before = st.get_option("server.maxUploadSize")
    yield
    take_files_up_to(before)


def test_streamlit_takes_files_as_large_as_may_be_brought(monkeypatch):
    monkeypatch.delenv("BAKEOFF_UPLOAD_MB", raising=False)
    set_up_streamlit()
    assert st.get_option("server.maxUploadSize") == 20
    monkeypatch.setenv("BAKEOFF_UPLOAD_MB", "200")
    set_up_streamlit()
    assert st.get_option("server.maxUploadSize") == 200


def test_a_limit_that_is_no_number_is_told(monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_MB", "much")
    with pytest.raises(SettingError, match="BAKEOFF_UPLOAD_MB"):
        set_up_streamlit()


@pytest.mark.parametrize("query", ["", "dataset=iris&run=a%2Fb"])
def test_who_types_the_name_of_the_first_page_is_led_to_the_bare_address(query):
    (first,) = (route for route in routes() if route.path == "/race")
    asked = {"type": "http", "path": "/race", "query_string": query.encode(), "headers": [], "server": ("host", 80)}
    answer = result(first.endpoint(Request(asked)))
    assert answer.status_code == 307
    assert answer.headers["location"] == (f"./?{query}" if query else "./")
