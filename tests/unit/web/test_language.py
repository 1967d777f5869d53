"""Which language a visitor is spoken to in."""

from types import SimpleNamespace

import pytest

from bakeoff.web import language

TAGS = {"en": "", "zh": ""}


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "spoken"),
    [
        ("en", "zh", "zh-CN", "en"),
        (None, "zh", "en-GB, en;q=0.9", "zh"),
        (None, None, "de, zh-CN;q=0.9, en;q=0.8", "zh"),
        ("de", "zh", "en", "zh"),
        (None, "de", "zh", "zh"),
        (None, None, "de", "en"),
        (None, None, None, "en"),
    ],
)
def test_the_address_counts_before_the_cookie_and_that_before_the_browser(asked, kept, accepted, spoken, monkeypatch):
    query = {} if asked is None else {language.ASKED: asked}
    context = SimpleNamespace(
        cookies={} if kept is None else {language.COOKIE: kept},
        headers={} if accepted is None else {"Accept-Language": accepted},
    )
    streamlit = SimpleNamespace(query_params=query, session_state={}, context=context)
    monkeypatch.setattr(language, "st", streamlit)
    monkeypatch.setattr(language, "session", lambda: "somebody")
    monkeypatch.setattr(language, "languages", lambda: TAGS)
    monkeypatch.setattr(language, "_spoken", type(language._spoken)())
    language.settle_language()
    assert language._spoken == {"somebody": spoken}
    assert query == {}  # a link that is copied carries no language


@pytest.mark.parametrize("value", [[], {}, 1, "xx", None])
def test_what_is_no_language_is_not_taken_for_one(value, monkeypatch):
    monkeypatch.setattr(language, "st", SimpleNamespace(session_state={language._SWITCH: {"chosen": value}}))
    monkeypatch.setattr(language, "_speak", lambda code: pytest.fail(code))
    language._chosen()


def test_what_a_session_spoke_goes_with_it(monkeypatch):
    left = {}
    monkeypatch.setattr(language, "session", lambda: "somebody")
    monkeypatch.setattr(language, "when_forgotten", left.__setitem__)
    monkeypatch.setattr(language, "_spoken", {})
    language._speak("en")
    assert language._spoken == {"somebody": "en"}
    left["somebody"]()
    assert language._spoken == {}
