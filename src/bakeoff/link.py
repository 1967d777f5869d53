"""Settings as a link's query parameters, and back.

Only what differs from the defaults is written, each setting under its path: ``dataset=moons``,
``dataset.noise=0.3``, ``contenders=keras_mlp,svm``, ``svm.C=10``, ``rules.seed=7``. ``v=2`` says that the defaults are
today's. A link without it has the former defaults of its contenders, so that it keeps its numbers.
"""

from collections.abc import Mapping

from bakeoff.contenders import contender, contenders
from bakeoff.fields import Settings, read, to_text, write
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

VERSION = {"v": "2"}
"""Parameter of a link with today's defaults."""


def to_query(spec: BakeoffSpec) -> dict[str, str]:
    """Return the query parameters that `from_query` turns back into `spec`: from the defaults that need fewer."""
    former, today = changed(spec, former=True), changed(spec) | VERSION
    return former if len(former) <= len(today) else today


def changed(spec: BakeoffSpec, *, former: bool = False) -> dict[str, str]:
    """Return the text of each setting that differs from its default, or its `former` one, by path."""
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
        query |= write(settings, f"{group}.", _former(group) if former else None)
    return query


def _former(group: str) -> Settings | None:
    info = contenders().get(group)
    return info.hyperparameters(**info.former) if info and info.former else None


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
    spec, notes = read(BakeoffSpec(), by_todays_defaults(query), first=("dataset", "contenders"))
    left_out = [
        _("The link says {path}={value}, which was left out. {reason}", path=path, value=query[path], reason=reason)
        for path, reason in spec.of_other_task().items()
    ]
    return spec.of_its_task() if left_out else spec, (*notes, *left_out)


def by_todays_defaults(query: Mapping[str, str]) -> dict[str, str]:
    """Return a link's parameters without its version; where it has none, with the former defaults in words."""
    if query.keys() & VERSION:
        return {path: value for path, value in query.items() if path not in VERSION}
    names = [name.strip() for name in query.get("contenders", "").split(",") if name.strip()]
    taking_part = names if names and set(names) <= contenders().keys() else BakeoffSpec().contenders
    former = {
        f"{name}.{setting}": to_text(value) for name in taking_part for setting, value in contender(name).former.items()
    }
    return former | dict(query)
