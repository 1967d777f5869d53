"""What a server does again and again."""

from bakeoff.service.now_and_then import now_and_then
from tests.waiting import wait_until


def test_an_error_of_any_kind_is_logged_and_it_is_done_again(caplog):
    done = []

    def do() -> None:
        done.append(1)
        if len(done) < 3:
            raise OSError("no space")

    with now_and_then(do, 0.01, "it could not be tidied up"):
        wait_until(lambda: len(done) >= 4)
    assert caplog.text.count("it could not be tidied up") == 2
    assert "OSError: no space" in caplog.text
