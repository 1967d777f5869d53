"""Settings as a link's query parameters, and back.

Only what differs from the defaults is written, each setting under its path: ``dataset=moons``,
``dataset.noise=0.3``, ``contenders=keras_mlp,svm``, ``svm.C=10``, ``rules.seed=7``.
"""

from collections.abc import Mapping

from bakeoff.fields import read, write
from bakeoff.spec import BakeoffSpec


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


def to_address(spec: BakeoffSpec) -> dict[str, str]:
    """Return the query parameters of `spec` for the page, never none: without any it opens with a race of its own."""
    return to_query(spec) or {"dataset": spec.dataset.name}


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
