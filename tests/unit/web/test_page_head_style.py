"""What the style sheets repeat of the theme, as CSS has no name for it, is the theme's."""

import re
import tomllib
from pathlib import Path

from bakeoff.web.page_head import style_sheet

ROOT = Path(__file__).parents[3]


def test_the_grounds_that_cover_what_scrolls_below_are_the_themes():
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
    css = style_sheet().decode()
    covers = [block for block in re.findall(r"\{[^{}]*\}", css) if re.search(r"position: (sticky|fixed)", block)]
    grounds = re.findall(r"background: light-dark\((#\w+), (#\w+)\)", "".join(covers))
    assert len(grounds) >= 4
    assert set(grounds) == {(theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"])}
