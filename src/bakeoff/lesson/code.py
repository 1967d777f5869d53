"""A lesson as a text for a link, and back: all of it, packed, or a short name under which a server keeps it."""

import base64
import binascii
import re
import zlib
from urllib.parse import unquote

from bakeoff.errors import SettingError
from bakeoff.lesson.lesson import MOST_JSON, Lesson
from bakeoff.lesson.opened import PARAMETER
from bakeoff.text import _

MOST_CODE = 1_200
"""Characters of a lesson in a link; a longer one is kept on the server."""
MARK = "~"
"""First character of a short name."""
_SHORT = re.compile(r"~[a-z2-7]{8,52}")
_MOST_BYTES = 4 * MOST_JSON


def pack(lesson: Lesson) -> str:
    """Return all of a lesson as a text for a link; one that is longer than `MOST_CODE` is to be kept instead."""
    packed = zlib.compress(lesson.to_json().encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def unpack(code: str) -> Lesson:
    """Read what `pack` wrote.

    Raises
    ------
    SettingError
        If it is damaged, too long however little was packed for it, or no lesson that can be: one sentence.
    """
    if len(code) > MOST_CODE:
        raise _damaged()
    try:
        packed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(packed, _MOST_BYTES)
        if not unpacking.eof or unpacking.unused_data:
            raise _damaged()
        text = content.decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise _damaged() from error
    return Lesson.from_json(text)


def short_name(key: str) -> str:
    """Return the short name of the lesson whose `Lesson.key` this is: the same lesson has the same."""
    return MARK + base64.b32encode(bytes.fromhex(key)).decode().lower()[:8]


def code_in(link: str) -> str:
    """Return the text that a link holds for its lesson; a text that is no link is taken as such a text."""
    given = re.search(rf"[?&]{PARAMETER}=([^&#\s]+)", link)
    return unquote(given[1]) if given else link.strip()


def is_short(code: str) -> bool:
    """Tell whether a link's text is a short name, and no lesson itself."""
    return _SHORT.fullmatch(code) is not None


def _damaged() -> SettingError:
    return SettingError(_("The lesson in the link is damaged; copy the whole link again."))
