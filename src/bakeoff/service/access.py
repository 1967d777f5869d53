"""Rights to use the server, upload data and administer it, where visitors sign in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bakeoff.errors import SettingError
from bakeoff.settings import ServerSettings
from bakeoff.text import _

SUBJECT = "sub:"
"""Before an entry that is what a provider calls somebody."""


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in.

    Attributes
    ----------
    issuer : str
        Who vouches for them.
    subject : str
        What the issuer calls them: theirs alone, and for good.
    address : str
        Their e-mail address, in small letters; empty if none is told, or it is not known to be theirs.
    """

    issuer: str
    subject: str
    address: str = ""

    @classmethod
    def of(cls, claims: Mapping[str, Any], trust_email: bool) -> Self | None:
        """Return whom an ID token's claims are about; None if they say that of nobody.

        Parameters
        ----------
        claims : mapping
        trust_email : bool
            Count an address as verified where the issuer says neither that it is nor that it is not.
        """
        subject = claims.get("sub")
        if not claims.get("is_logged_in") or not isinstance(subject, str) or not subject:
            return None
        verified = claims.get("email_verified", trust_email) in (True, "true")
        return cls(str(claims.get("iss", "")), subject, str(claims.get("email") or "").lower() if verified else "")

    @property
    def called(self) -> str:
        """Name of the person for display, without backticks, which would end code in Markdown."""
        return (self.address or self.subject).replace("`", "")


@dataclass(frozen=True)
class Access:
    """Rights of visitors.

    Attributes
    ----------
    required : bool
        True if visitors sign in. Otherwise everybody may use the server and upload data, and no person administers it.
    users, uploaders, administrators : frozenset of str
        Addresses, domains after an @, and subjects after `SUBJECT`; none of the first two means everybody.
    """

    required: bool = False
    users: frozenset[str] = frozenset()
    uploaders: frozenset[str] = frozenset()
    administrators: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: ServerSettings) -> Self:
        """Return what a server is set up for.

        Raises
        ------
        SettingError
            If there are lists, but nobody signs in who could be on them.
        """
        lists = {name: _entries(getattr(settings, name)) for name in ("users", "uploaders", "administrators")}
        for name, entries in lists.items():
            if entries and not settings.require_login:
                raise SettingError(
                    _("BAKEOFF_{name} needs BAKEOFF_REQUIRE_LOGIN: nobody is known here else.", name=name.upper())
                )
        return cls(settings.require_login, **lists)

    def may_use(self, person: Person | None) -> bool:
        """Tell whether somebody may see more than the way in."""
        if not self.required:
            return True
        return person is not None and (not self.users or _on(self.users, person) or self.may_administer(person))

    def may_upload(self, person: Person | None) -> bool:
        """Tell whether somebody may bring data."""
        if not self.required or not self.uploaders:
            return self.may_use(person)
        return self.may_administer(person) or (
            person is not None and self.may_use(person) and _on(self.uploaders, person)
        )

    def may_administer(self, person: Person | None) -> bool:
        """Tell whether somebody may administer the server."""
        return self.required and person is not None and _on(self.administrators, person)


def _entries(text: str) -> frozenset[str]:
    """Return the entries of a list; subjects alone may differ by capitals."""
    entries = re.split(r"[\s,;]+", text)
    return frozenset(entry if entry.startswith(SUBJECT) else entry.lower() for entry in entries if entry)


def _on(entries: frozenset[str], person: Person) -> bool:
    names = {SUBJECT + person.subject}
    if "@" in person.address:
        names |= {person.address, person.address[person.address.rindex("@") :]}
    return not entries.isdisjoint(names)
