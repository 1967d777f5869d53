"""What is deleted of a visitor is gone for good."""

from pathlib import Path

from sqlalchemy import text

from bakeoff.records.history import History
from bakeoff.service.personal_data import counts, erase_rows


def test_what_was_deleted_is_not_in_the_file_either(tmp_path: Path, store, history: History):
    id = store("Ann of the hashes")
    history.annotate(id, "Ann of the hashes", "What nobody else is to know", {"secretly"})
    erase_rows("Ann of the hashes", history.database)
    history.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert left.startswith(b"SQLite format 3")
    assert not any(word in left for word in (b"Ann of the hashes", b"What nobody else is to know", b"secretly"))


def test_it_is_said_to_sqlite_wherever_it_is_built(history: History):
    with history.database.reading() as session:
        assert session.scalar(text("PRAGMA secure_delete")) == 1


def test_a_race_that_was_deleted_a_while_ago_goes_with_the_others(store, history: History):
    history.delete([store("me")], "me")
    assert history.find("me").total == 0
    assert len(history.ids("me")) == 1
    assert erase_rows("me", history.database) == {"race-0"}
    assert counts("me", history.database)["races"] == 0
