"""Rate limit: so many times at once, and again as time passes."""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_KEYS = 10_000


def network_of(address: str) -> str:
    """Return what limits by address count: the address, or an IPv6 one's network, of which a visitor has all.

    Examples
    --------
    >>> network_of("192.0.2.7"), network_of("::ffff:192.0.2.7"), network_of("2001:db8::1:2")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(parsed.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


class Allowance:
    """Lets each of many do something so often and no more.

    Safe to call from any thread.

    Parameters
    ----------
    most : int
        How many times at once.
    seconds : float
        After which time as many are allowed again; after half of it half as many.
    clock : callable
        Returns seconds.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._each = seconds / most
        self._clock = clock
        self._lock = threading.Lock()
        self._spent: OrderedDict[Hashable, float] = OrderedDict()
        """Until when each has spent what is allowed; one time lies `_each` seconds ahead."""

    def take(self, key: Hashable) -> bool:
        """Do it once more, if this one may."""
        with self._lock:
            if self._beyond(key) > 1e-9:
                return False
            self._spent[key] = max(self._spent.get(key, 0.0), self._clock()) + self._each
            self._spent.move_to_end(key)
            while len(self._spent) > MOST_KEYS:
                self._spent.popitem(last=False)
            return True

    def seconds_left(self, key: Hashable) -> float:
        """Return after which time this one may do it again; 0 if at once."""
        with self._lock:
            return max(0.0, self._beyond(key))

    def _beyond(self, key: Hashable) -> float:
        """Return by how many seconds once more would be too much."""
        now = self._clock()
        return max(self._spent.get(key, now), now) - now - (self._most - 1) * self._each
