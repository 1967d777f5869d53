"""Two splits of a race's rows: one that keeps together what belongs together, and one by chance."""

from dataclasses import dataclass
from typing import Any

from bakeoff.race.finished import FinishedRace
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

OF_THE_SPLIT = frozenset({"rules.split", "rules.split_by", "rules.unique"})


@dataclass(frozen=True)
class TwoSplits:
    """One race, with its rows split in two ways.

    Attributes
    ----------
    honest, chance : BakeoffSpec
        The race by group, by time or without repeated rows, and by chance with all rows; one is the race itself.
    raced_by_chance : bool
        Which.
    leads : bool
        Whether nothing else is to be asked first: a check warns of the race's own split, or has found a group.
    """

    honest: BakeoffSpec
    chance: BakeoffSpec
    raced_by_chance: bool
    leads: bool

    @property
    def way(self) -> str:
        """How the honest one splits, to begin a sentence with."""
        rules = self.honest.rules
        if rules.split == "group":
            return _("Split by “{column}”", column=rules.split_by)
        if rules.split == "time":
            return _("Split by time (“{column}”)", column=rules.split_by)
        return _("Without repeated rows")


def two_splits(race: FinishedRace) -> TwoSplits | None:
    """Return both splits of a race; None if nothing says that its rows belong together, or its test part is given.

    A race by chance has the other split from the finding of a check: of a group or of dates, or a warning of copies.
    """
    spec = race.spec
    if race.own is not None or spec.dataset.info.official_test or not race.rivals:
        return None
    if spec.rules.split != "random" or spec.rules.unique:
        chance = _with(spec, split="random", split_by="", unique=False)
        return TwoSplits(spec, chance, raced_by_chance=False, leads=False)
    for finding in race.verdict.caveats:
        warned = finding.level == "warning"
        if finding.mend_with and finding.mend_with.keys() <= OF_THE_SPLIT and (warned or finding.code != "repeated"):
            changes = {path.partition(".")[2]: value for path, value in finding.mend_with.items()}
            return TwoSplits(
                _with(spec, **changes), spec, raced_by_chance=True, leads=warned or finding.code == "group"
            )
    return None


def _with(spec: BakeoffSpec, **changes: Any) -> BakeoffSpec:
    return spec.with_parts(rules=spec.rules.parse(dict(spec.rules) | changes))
