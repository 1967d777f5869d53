"""The theme's colours, against the contrast formula of WCAG 2.2 (relative luminance, success criterion 1.4.3)."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config as streamlit_config

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
STYLE = ROOT / "src/bakeoff/web/style.css"
SEMANTIC = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
FADED = 0.6  # Streamlit's opacity of captions
READABLE = 4.5
VISIBLE = 3.0


def channels(colour: str) -> list[float]:
    """Return red, green and blue from 0 to 1."""
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def luminance(rgb: list[float]) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in rgb]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(front: str, ground: str, opacity: float = 1.0) -> float:
    """Return how many times lighter the one is than the other, from 1 to 21."""
    below = channels(ground)
    mixed = [opacity * value + (1 - opacity) * under for value, under in zip(channels(front), below, strict=True)]
    darker, lighter = sorted((luminance(mixed), luminance(below)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> dict[str, str]:
    return CONFIG["theme"][request.param]


def test_contrast_of_black_on_white_is_the_standards_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_can_be_read_also_where_streamlit_fades_it(theme: dict[str, str], ground: str):
    assert contrast(theme["textColor"], theme[ground], FADED) >= READABLE
    assert contrast(theme["linkColor"], theme[ground]) >= READABLE


def light_and_dark(selector: str) -> list[tuple[str, str]]:
    """Return the two colours of every style rule whose selector starts so."""
    rule = re.escape(selector) + r"[^{}]*\{ color: light-dark\((#\w{6}), (#\w{6})\); \}"
    return re.findall(rule, STYLE.read_text(encoding="utf-8"))


def test_the_primary_buttons_text_can_be_read():
    ((light, dark),) = light_and_dark('.stMain button:is([kind="primary"]')
    assert contrast(light, CONFIG["theme"]["light"]["primaryColor"]) >= READABLE
    assert contrast(dark, CONFIG["theme"]["dark"]["primaryColor"]) >= READABLE


def test_an_opened_tertiary_buttons_text_can_be_read():
    ((light, dark),) = light_and_dark('.stMain button[kind="tertiary"]')
    assert contrast(light, CONFIG["theme"]["light"]["backgroundColor"]) >= READABLE
    assert contrast(dark, CONFIG["theme"]["dark"]["backgroundColor"]) >= READABLE


def test_coloured_code_can_be_read():
    pairs = light_and_dark(".stMain .stCode .token")
    assert pairs
    for light, dark in pairs:
        assert contrast(light, CONFIG["theme"]["light"]["codeBackgroundColor"]) >= READABLE
        assert contrast(dark, CONFIG["theme"]["dark"]["codeBackgroundColor"]) >= READABLE


def test_white_marks_show_on_switches_and_ticked_boxes(theme: dict[str, str]):
    assert contrast("#ffffff", theme["primaryColor"]) >= VISIBLE


@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_a_chosen_value_written_in_the_primary_colour_can_be_read(theme: dict[str, str], ground: str):
    assert contrast(theme["primaryColor"], theme[ground]) >= READABLE


@pytest.mark.parametrize("colour", SEMANTIC)
def test_messages_can_be_read_on_their_own_ground_and_on_the_pages(theme: dict[str, str], colour: str):
    text = theme[f"{colour}TextColor"]
    assert contrast(text, theme[f"{colour}BackgroundColor"]) >= READABLE
    assert contrast(text, theme["backgroundColor"]) >= READABLE
    assert contrast(theme[f"{colour}Color"], theme["backgroundColor"]) >= VISIBLE


def test_code_and_table_headers_can_be_read(theme: dict[str, str]):
    assert contrast(theme["codeTextColor"], theme["codeBackgroundColor"]) >= READABLE
    assert contrast(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]) >= READABLE


def test_both_themes_define_the_same_colours():
    assert CONFIG["theme"]["light"].keys() == CONFIG["theme"]["dark"].keys()


def options(section: dict[str, Any], prefix: str = "") -> list[str]:
    """Return the dotted name of every option below `section`."""
    names = []
    for key, value in section.items():
        names += options(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"]
    return names


def test_streamlit_knows_every_option():
    known = streamlit_config.get_config_options()
    assert [name for name in options(CONFIG) if name not in known or known[name].deprecated] == []


def test_what_is_bold_is_bold_in_a_font_that_has_one_weight_alone():
    """As some for Chinese do; of these a browser makes a bold one beyond 600 only."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.css"))
    weights = [*map(int, re.findall(r"font-weight: (\d+)", sheets)), *CONFIG["theme"]["headingFontWeights"]]
    assert [weight for weight in weights if 500 < weight <= 600] == []
