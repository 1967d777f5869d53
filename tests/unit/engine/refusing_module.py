"""A preload module in whose process the third fork is refused, as by a system that has too many processes."""

import errno
import itertools
import os

REFUSED = 3
_count, _fork = itertools.count(1), os.fork


def _fork_or_refuse() -> int:
    if next(_count) == REFUSED:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return _fork()


os.fork = _fork_or_refuse
