"""Settings as a link's query parameters, and back.

Only what differs from the defaults is written, each setting under its path: ``dataset=moons``,
``dataset.noise=0.3``, ``contenders=keras_mlp,svm``, ``svm.C=10``, ``rules.seed=7``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Self, TypeVar

from bakeoff.errors import SettingError
from bakeoff.fields import Settings, to_text
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

MOST_PARAMETERS = 500
"""Of a link that are read: more than there are settings."""


def to_query(spec: BakeoffSpec) -> dict[str, str]:
    """Return the query parameters that `from_query` turns back into `spec`."""
    default = BakeoffSpec()
    query: dict[str, str] = {}
    if spec.dataset.name != default.dataset.name:
        query["dataset"] = spec.dataset.name
    if list(spec.contenders) != list(default.contenders):
        query["contenders"] = ",".join(spec.contenders)
    groups = {
        "dataset": spec.dataset.options,
        "rules": spec.rules,
        "transform": spec.transform,
        **spec.contenders,
    }
    for group, settings in groups.items():
        query |= write(settings, f"{group}.")
    return query


def from_query(query: Mapping[str, str]) -> tuple[BakeoffSpec, tuple[str, ...]]:
    """Read a spec from a link.

    A parameter that is wrong is left at its default and told; the others still count.

    Parameters
    ----------
    query : mapping of str to str
        The link's parameters.

    Returns
    -------
    spec : BakeoffSpec
    notes : tuple of str
        One sentence for each parameter that was not taken.
    """
    # The data set and the contenders come first: the other paths are read within them.
    return read(BakeoffSpec(), query, first=("dataset", "contenders"))


class _Replaceable(Protocol):
    def replace(self, path: str, value: Any) -> Self: ...


_T = TypeVar("_T", bound=_Replaceable)


def write(settings: Settings, prefix: str = "") -> dict[str, str]:
    """Return the settings that differ from their defaults as texts, by name after `prefix`."""
    return {prefix + name: to_text(value) for name, value in settings.changed().items()}


def read(start: _T, query: Mapping[str, str], first: Sequence[str] = ()) -> tuple[_T, tuple[str, ...]]:
    """Change `start` as a link says.

    Parameters
    ----------
    start : object with ``replace(path, value)``
        Raises SettingError for what it does not take; that parameter is left out and told.
    query : mapping of str to str
    first : sequence of str
        Parameters that the others are read within.

    Returns
    -------
    changed : like `start`
    notes : tuple of str
        One sentence for each parameter that was not taken.
    """
    changed, notes = start, []
    paths = sorted(query, key=lambda path: (path not in first, path))
    for path in paths[:MOST_PARAMETERS]:
        try:
            changed = changed.replace(path, query[path])
        except SettingError as error:
            notes.append(
                _(
                    "The link says {path}={value}, which was left out. {reason}",
                    path=path,
                    value=query[path][:60],
                    reason=error,
                )
            )
    if len(paths) > MOST_PARAMETERS:
        notes.append(_("The link says more than {n} things; the rest were left out.", n=MOST_PARAMETERS))
    return changed, tuple(notes)
