"""Certificates of a visitor in the archive of all that is theirs."""

import json
from collections.abc import Iterator

from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.certificate import said
from bakeoff.service.kernel import database


def archived(owner: str) -> Iterator[tuple[str, str]]:
    """Yield each certificate, with what it says and as it was signed."""
    for number, signed in enumerate(KeptLessons(database()).all_certificates(owner), start=1):
        certificate = said(signed) | {"signed": signed}
        yield f"certificates/{number}.json", json.dumps(certificate, indent=2, ensure_ascii=False)
