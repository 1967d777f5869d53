from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons.page.qr import MOST_CHARACTERS, qr_source

SVG = "{http://www.w3.org/2000/svg}"


def squares(link: str) -> int:
    """Return how many squares a side of a link's code has, margins left out."""
    drawn = ElementTree.fromstring(unquote(qr_source(link).partition(",")[2]))
    ground, code = drawn.findall(f"{SVG}path")
    assert (ground.get("fill"), code.get("stroke")) == ("#fff", "#000")
    return int(drawn.get("viewBox").split()[-1]) - 2 * 4


@pytest.mark.parametrize(("characters", "side"), [(78, 33), (79, 37), (106, 37)])  # ISO/IEC 18004, level L: 4-L, 5-L
def test_a_links_code_is_as_large_as_the_standard_has_it(characters: int, side: int):
    assert squares("http://h/".ljust(characters, "a")) == side


def test_a_link_that_no_phone_could_read_is_refused():
    assert squares("a" * MOST_CHARACTERS) <= 137
    with pytest.raises(SettingError, match="too long for a QR code"):
        qr_source("a" * (MOST_CHARACTERS + 1))
