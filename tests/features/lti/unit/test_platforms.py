"""The platforms are one JSON; whatever is wrong with it is one sentence, and without it there is no route."""

import json
import subprocess
import sys

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lti.feature import FEATURE
from bakeoff.features.lti.platforms import Platform, origin, platform_of, platforms
from tests.features.lti.platform import MockPlatform

GOOD = MockPlatform("https://school.example").registration()
WRONG = (
    {"keys_url": "http://school.example"},
    {"token_url": "javascript:1"},
    {"deployments": []},
    {"deployments": "1"},
    {"client_id": 7},
    {"unknown": 1},
)


def test_platforms_are_read_from_a_text_or_a_file(monkeypatch, tmp_path):
    (tmp_path / "lti.json").write_text(json.dumps([GOOD, GOOD | {"client_id": "second"}]))
    for given, n in ((json.dumps(GOOD), 1), (str(tmp_path / "lti.json"), 2)):
        monkeypatch.setenv("BAKEOFF_LTI", given)
        assert len(platforms()) == n
    assert platform_of("https://school.example", "second").client_id == "second"
    with pytest.raises(SettingError):
        platform_of("https://school.example", "")  # which of the two?


@pytest.mark.parametrize(
    "given",
    [
        "{",
        "[]",
        "[1]",
        "no/such/file",
        *(json.dumps({name: GOOD[name] for name in GOOD if name != without}) for without in GOOD if without != "name"),
        *(json.dumps(GOOD | wrong) for wrong in WRONG),
        json.dumps([GOOD, GOOD]),
    ],
)
def test_a_wrong_json_is_one_sentence(monkeypatch, given):
    monkeypatch.setenv("BAKEOFF_LTI", given)
    with pytest.raises(SettingError, match=r"BAKEOFF_LTI.*\.$"):
        platforms()


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://school.example:8443/x?y#z", "https://school.example:8443"),
        ("http://[::1]:80/", "http://[::1]:80"),
        ("http://a.example;frame-ancestors *;/x", ""),
        ("https://a.example\u2028b/", ""),
        ("https://a.example,b.example/", ""),
        ("https://a'b.example", ""),
        ("https://you:me@a.example/", ""),
        ("https://*/", ""),
        ("ftp://a.example/", ""),
        ("https:///x", ""),
        ("https://[::1/", ""),
        ("https://学校.example/", ""),
    ],
)
def test_a_site_is_what_a_content_policy_takes_as_one(url, site):
    assert origin(url) == site


@pytest.mark.parametrize(
    ("item", "may"),
    [
        ("https://school.example/items/1", True),
        ("https://site.school.example:8443/items/1?type=2", True),
        ("https://xn--jlq61u9w7b.example/items/1", True),
        ("http://localhost:81/items/1", True),  # its keys are there
        ("http://localhost:82/items/1", False),
        ("http://user:pw@localhost:81/items/1", False),
        ("http://school.example/items/1", False),
        ("http://127.0.0.1:9454/internal", False),
        ("https://127.0.0.1/internal", False),
        ("https://127.1/internal", False),
        ("https://0x7f.0x1/internal", False),
        ("https://2130706433/internal", False),
        ("https://[::1]/internal", False),
        ("https://[fd00::a.b]/internal", False),
        ("https://redis/internal", False),
        ("https://redis./internal", False),
        ("https://redis.internal:6379/", False),
        ("https://printer.LOCAL/", False),
        ("https://a.localhost/", False),
        ("https://user:pw@a.example/", False),
        ("https://a.example@127.0.0.1/", False),
        ("https://a.example\\@127.0.0.1/", False),
        ("ftp://a.example/", False),
        ("//a.example/", False),
        ("", False),
    ],
)
def test_a_platform_sends_this_server_nowhere_but_to_itself_or_the_public_web(item, may):
    platform = Platform.parse(GOOD | {"keys_url": "http://localhost:81/keys"})
    assert platform.may_be_asked(item) == may


def test_platforms_do_not_go_with_sign_in(monkeypatch):
    monkeypatch.setenv("BAKEOFF_LTI", json.dumps(GOOD))
    monkeypatch.setenv("BAKEOFF_REQUIRE_LOGIN", "yes")
    with pytest.raises(SettingError):
        platforms()


def test_without_a_platform_there_is_no_route_and_nothing_is_loaded(monkeypatch):
    monkeypatch.delenv("BAKEOFF_LTI", raising=False)
    assert FEATURE.routes is not None
    assert FEATURE.routes() == ()
    code = "from bakeoff.features.lti.feature import _routes; _routes(); "
    code += "import sys; print('joserfc' in sys.modules, 'httpx' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]
