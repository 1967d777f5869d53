"""Objects that live as long as the server, out of reach of Streamlit's caches, which any visitor can clear."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - a decorator
    """Function that makes its object at the first call, and returns the same to all threads until it is cleared."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.RLock()
        self._made: T | None = None

    def __call__(self) -> T:
        """Return the object."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    def clear(self) -> None:
        """Close the object, if it has to be closed; the next call makes another."""
        with self._lock:
            made, self._made = self._made, None
        close = getattr(made, "close", None)
        if close is not None:
            close()
