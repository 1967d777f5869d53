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
        "You have brought as much as one visitor may in an hour, which is 6 files or tables; nothing of yours is "
        "lost, and you can bring the next in about 10 min."
    )
    uploads.take("somebody else")
    clock[0] += 600
    uploads.take("me")
