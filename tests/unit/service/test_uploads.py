"""How much one visitor may bring, and what one is told who has brought too much."""

import pytest

from bakeoff.errors import DatasetError
from bakeoff.service.uploads import Uploads


def test_one_too_many_is_refused_with_when_to_come_again_and_nobody_else_is():
    clock = [1000.0]
    uploads = Uploads(6, lambda: clock[0])
    for _file in range(6):
        uploads.take("me")
    with pytest.raises(DatasetError) as caught:
        uploads.take("me")
    assert str(caught.value) == (
        "You have reached the limit of uploads in an hour, 6. Nothing is lost. Upload the next file in about 10 min."
    )
    uploads.take("somebody else")
    clock[0] += 600
    uploads.take("me")


class Reading:
    """A reading, as far as it is asked."""

    def __init__(self) -> None:
        self.active = True

    def stop(self) -> None:
        self.active = False


def test_what_a_page_waits_for_is_stopped_when_the_page_is_gone_and_nothing_else_is():
    uploads, pages = Uploads(6), ("mine", "mine", "another's")
    readings = [Reading() for _page in pages]
    for reading, page in zip(readings, pages, strict=True):
        uploads.expect(reading, page)
    uploads.give_up("mine")
    uploads.give_up("mine")
    assert [reading.active for reading in readings] == [False, False, True]
