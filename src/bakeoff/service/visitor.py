"""Identity of a visitor: the holder of a random secret in the browser, or a person who has signed in.

Only a hash is stored. So nobody who reads the database can use another's secret, or learn who a person is.
"""

import hashlib
import hmac
import json
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
        Whether they can be known again; else what is theirs is gone with the page.
    """

    owner: str
    lasting: bool


def owner_of(secret: str) -> str:
    """Return what the races of the holder of `secret` are stored under: a hash of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of_person(issuer: str, subject: str, key: bytes) -> str:
    """Return what the races of a person are stored under, on whatever device.

    Parameters
    ----------
    issuer : str
        Who vouches for them.
    subject : str
        What the issuer calls them: theirs alone, and for good.
    key : bytes
        The server's own: without it nobody can try who it may be.
    """
    return hmac.new(key, json.dumps(["person", issuer, subject]).encode(), hashlib.sha256).hexdigest()


def pseudonym(owner: str) -> str:
    """Return what a visitor is called to others: it says neither who they are nor what theirs is stored under."""
    return hashlib.sha256(f"pseudonym {owner}".encode()).hexdigest()[:6]


def new_secret() -> str:
    """Return a secret that nobody else has."""
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Tell whether a text from a browser can be a secret of ours."""
    return re.fullmatch(r"[\w-]{43}", text, re.ASCII) is not None
