"""How the server's own process asks the system for memory."""

import ctypes
import sys

ARENAS = 2
_M_ARENA_MAX = -8  # of glibc's malloc.h


def share_arenas() -> None:
    """Have all threads that come after this take their memory from few places.

    The C library gives each thread a place of its own, eight for each core at most, and keeps what became free there.
    Streamlit runs every page in a thread, and a thousand pages that had come and gone left a tenth more of it.
    Other C libraries do not do so, and are left as they are.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "gnu_get_libc_version"):
        library.mallopt(_M_ARENA_MAX, ARENAS)
