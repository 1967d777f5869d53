"""Figures as exported pages hold them: as JSON, deflated, in letters."""

import base64
import json
import zlib
from typing import Any


def unpacked(text: str) -> Any:
    """Return the figure of a page's script."""
    return json.loads(zlib.decompress(base64.b64decode(json.loads(text))))
