"""Still picture of a chapter, without words."""

import functools
from base64 import b64encode
from importlib.resources import files

from bakeoff.html import Template

_PICTURE = Template('<img class="learn-picture" src="data:image/webp;base64,{{ drawn }}" alt="">')


@functools.cache
def still(name: str) -> str:
    """Return the picture of a chapter as HTML."""
    drawn = files(f"bakeoff.features.learn.{name}.page").joinpath("still.webp").read_bytes()
    return _PICTURE(drawn=b64encode(drawn).decode())
