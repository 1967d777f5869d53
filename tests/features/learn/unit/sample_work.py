"""What the tests of chapters' jobs have worked out."""

import threading

from bakeoff.errors import DatasetError
from bakeoff.features.learn.calls import Tell


def doubled(number: int) -> int:
    return 2 * number


def told_in_tenths(tell: Tell) -> str:
    for tenth in range(1, 11):
        tell(tenth / 10)
        tell(tenth / 10 + 0.001)
    return "done"


def never(_name: str) -> None:
    threading.Event().wait()


def refused(_name: str) -> None:
    raise DatasetError("There are no such rows.")
