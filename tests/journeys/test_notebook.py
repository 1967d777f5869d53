"""What a notebook shows of a race, in a real browser: as JupyterLab, VS Code and others put it into their page."""

from playwright.sync_api import Browser

from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec
from tests.journeys.helpers import violations

PAGE = """<!doctype html><html lang="en"><head><title>Notebook</title><meta name="color-scheme" content="light dark">
</head><body style="font:14px sans-serif"><main><h1>Notebook</h1>{}</main></body></html>"""


def test_a_report_is_legible_light_and_dark_and_asks_for_nothing(browser: Browser):
    shown = PAGE.format(run(BakeoffSpec())._repr_html_())
    asked: list[str] = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(shown)
        assert violations(page) == {}
        assert page.get_by_role("row").count() >= 6
        assert page.get_by_role("img").count() >= 5
        page.close()
    assert not asked
