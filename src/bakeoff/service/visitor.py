"""Who a visitor is: nobody but the holder of a random secret, which the browser keeps.

What is stored is a hash of it, so that nobody who reads the database can show another's secret.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Visitor:
    """One visitor.

    Attributes
    ----------
    owner : str
        What their races are stored under.
    lasting : bool
        Whether the browser keeps the secret; else it is gone with the page.
    """

    owner: str
    lasting: bool


def owner_of(secret: str) -> str:
    """Return what the races of the holder of `secret` are stored under: a hash of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """Return a secret that nobody else has."""
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Tell whether a text from a browser can be a secret of ours."""
    return re.fullmatch(r"[\w-]{43}", text, re.ASCII) is not None
