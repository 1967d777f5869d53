"""All that a server keeps of one visitor, wherever it is: counted, and deleted for good."""

from bakeoff.service.kernel import Personal, database, features
from bakeoff.storage.personal import PersonalRecords

STOPPING_SECONDS = 10.0
"""For how long what is stopped is waited for; whatever ends later finds nowhere to be kept."""


def amounts(owner: str) -> tuple[str, ...]:
    """Say how much is kept of a visitor, leaving out kinds of which there is nothing.

    Raises
    ------
    HistoryError
        If the database cannot be read; one sentence.
    """
    rows = PersonalRecords(database()).counts(owner)
    return tuple(words for part in _parts() for n, words in part.amounts(owner, rows) if n)


def erase(owner: str) -> tuple[str, ...]:
    """Stop what a visitor has going on, and delete all that is kept of them; say how much that was.

    Raises
    ------
    HistoryError
        If the database cannot be changed; one sentence.
    """
    deleted = amounts(owner)
    ended = {id for part in reversed(_parts()) for id in part.end(owner)}
    ids = ended.union(PersonalRecords(database()).erase(owner))
    for part in _parts():
        part.forget(owner, ids)
    return deleted


def _parts() -> list[Personal]:
    return [feature.personal for feature in features() if feature.personal]
