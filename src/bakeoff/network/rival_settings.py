"""Settings of the contenders beside the network, and their form in a link of the lab."""

from collections.abc import Mapping

from bakeoff.fields import Settings, read, write
from bakeoff.network.rivals import RIVALS
from bakeoff.spec import BakeoffSpec


def default_rivals() -> BakeoffSpec:
    """Return the rivals as they are set unless a visitor says otherwise: the contenders of a race."""
    return BakeoffSpec(contenders={name: {} for name in RIVALS})


def is_of_rival(path: str) -> bool:
    """Tell whether a setting's path is a rival's, such as ``svm.C``."""
    group, dot, _name = path.partition(".")
    return bool(dot) and group in RIVALS


def rivals_to_query(settings: Mapping[str, Settings]) -> dict[str, str]:
    """Return the query parameters of what rivals are set to other than by default, as a race's link has them."""
    present = [name for name in RIVALS if name in settings]
    return {path: value for name in present for path, value in write(settings[name], f"{name}.").items()}


def rivals_from_query(query: Mapping[str, str]) -> tuple[BakeoffSpec, tuple[str, ...]]:
    """Read the rivals from a link's parameters; return them, and a sentence for each that was not taken."""
    return read(default_rivals(), {path: value for path, value in query.items() if is_of_rival(path)})
