"""In a frame, the session is a cookie of that site's frames; the platform's page may keep the launch's secret."""

import html
import re
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from bakeoff.features.lti.platforms import platforms
from bakeoff.web.visitor import LEARNER
from tests.features.lti.unit.conftest import sentence


class Frame:
    """A frame in a browser that keeps cookies of one site's frames: those that say so."""

    def __init__(self, learning, *, keeps: bool = True) -> None:
        self._browser, self._keeps, self.cookies = learning.browser, keeps, {}

    def ask(self, method: str, address: str, **how) -> httpx.Response:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"sec-fetch-dest": "iframe", "cookie": cookies}
        answer = self._browser.request(method, address, headers=headers, **how)
        for cookie in answer.headers.get_list("set-cookie"):
            name, value = cookie.partition(";")[0].split("=", 1)
            if self._keeps and "; SameSite=None; Secure; Partitioned" in cookie:
                self.cookies[name] = value
        return answer

    def login(self, platform, **changed: str) -> httpx.Response:
        answer = self.ask("POST", "/lti/login", data=platform.hints("u1") | changed)
        assert answer.status_code == 303
        return self.ask("GET", answer.headers["location"])


def launched(frame: Frame, platform, address: str, **values: str) -> httpx.Response:
    """Send what the platform's page sends, which has none of the launch's cookies."""
    asked = dict(parse_qsl(urlsplit(address).query))
    token = platform.signed(platform.claims("u1", asked["nonce"]))
    return frame.ask("POST", "/lti/launch", data={"state": asked["state"], "id_token": token} | values)


def data_of(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', page)}


def test_a_launch_opens_within_the_frame_by_cookies_of_that_sites_frames(learning, platform):
    frame = Frame(learning)
    answer = frame.login(platform)
    assert answer.status_code == 302
    there = launched(frame, platform, answer.headers["location"])
    assert there.status_code == 303
    opened = frame.ask("GET", there.headers["location"])
    assert urlsplit(opened.headers["location"]).path == "/learn"
    assert frame.cookies[LEARNER]
    assert Frame(learning).ask("GET", there.headers["location"]).status_code == 400  # another browser, and used


def test_a_frame_that_keeps_no_cookies_leads_to_a_window(learning, platform):
    answer = Frame(learning, keeps=False).login(platform)
    assert answer.status_code == 200
    link = html.unescape(re.findall(r'href="([^"]*)" target="_blank"', answer.text)[0])
    assert "probed" not in link
    assert learning.browser.get(link).status_code == 302
    assert f"frame-ancestors {platform.address} 'self'" in answer.headers["content-security-policy"]


def test_the_platforms_page_keeps_the_secret_of_a_launch_where_it_offers_to(learning, platform):
    frame = Frame(learning)
    kept = data_of(frame.login(platform, lti_storage_target="_parent").text)
    (registered,) = platforms().values()
    assert (kept["origin"], kept["target"]) == (platform.address, "_parent")
    assert kept["next"].startswith(registered.auth_url)
    assert kept["key"] not in frame.cookies
    page = launched(frame, platform, kept["next"]).text
    asked = data_of(page)
    assert (asked["key"], "value" in asked, kept["value"] in page) == (kept["key"], False, False)
    state = dict(parse_qsl(urlsplit(kept["next"]).query))["state"]
    for wrong in ("", "x", kept["key"]):
        assert sentence(frame.ask("POST", "/lti/open", data={"state": state, "browser": wrong}))
    opened = frame.ask("POST", "/lti/open", data={"state": state, "browser": kept["value"]})
    assert opened.status_code == 303
    assert frame.cookies[LEARNER]
    assert frame.ask("POST", "/lti/open", data={"state": state, "browser": kept["value"]}).status_code == 400


@pytest.mark.parametrize("target", ['"><script>', "x" * 5000, "\x00"])
def test_a_strange_place_to_store_at_stays_text(learning, platform, target):
    page = Frame(learning).login(platform, lti_storage_target=target).text
    assert "<script>" not in page.replace('<script type="module">', "")
