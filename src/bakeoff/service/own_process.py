"""What the server asks the system for, for its own process."""

import ctypes
import sys

if sys.platform != "win32":
    import resource

MOST_FILES = 65_536
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


def open_many_files() -> None:
    """Have as many files and connections open at once as the system lets it.

    A page takes four. Of the 1,024 that a process has at first on most systems 250 visitors are too many.
    """
    if sys.platform != "win32":
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
        if now != resource.RLIM_INFINITY and now < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
