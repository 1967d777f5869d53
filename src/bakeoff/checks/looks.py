"""Which rows a race is judged on, and how often they were looked at."""

from collections.abc import Iterable
from typing import Any

from bakeoff.evaluation.significance import ALPHA
from bakeoff.evaluation.verdict import Verdict
from bakeoff.preparation.splits import split_seed
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, counted, sentences


def tested_rows(spec: BakeoffSpec) -> tuple[Any, ...]:
    """Return all that says which rows are tested on."""
    rules = spec.rules
    data = (spec.dataset, rules.unique, (rules.leave_out, rules.weight_by) if rules.unique else ())
    if spec.dataset.info.official_test:
        return data
    if rules.split == "time":
        return *data, rules.test_share, rules.split_by
    return *data, rules.test_share, rules.stratify, split_seed(rules), rules.split, rules.split_by


def looks(spec: BakeoffSpec, raced: Iterable[BakeoffSpec]) -> int:
    """Return how many different races were judged on the test rows of `spec`, itself among them."""
    own = tested_rows(spec)
    return len({race.model_dump_json() for race in raced if tested_rows(race) == own} | {spec.model_dump_json()})


def after_looks(verdict: Verdict, n: int) -> str:
    """Say which leads still count where `n` races were judged on the same rows; nothing for one race, or no lead.

    Each race has an error of 5 % over its own pairs. Bonferroni's correction over the races holds it over all of them.
    """
    leads = [pair for pair in verdict.pairs if pair.decided and {pair.first, pair.second} <= set(verdict.rivals)]
    if n < 2 or not leads:
        return ""
    kept = sum(pair.p_value * n < ALPHA for pair in leads)
    looked = _("You have seen {n} different races on these test rows, and each may be wrong in 5 %.", n=n)
    if kept == len(leads):
        return sentences(looked, _("Held to 5 % over all of them, every lead found here still counts."))
    left = counted("{n} lead still counts", "{n} leads still count", kept)
    return sentences(
        looked,
        _("Held to 5 % over all of them, {left} of the {all} found here.", left=left, all=len(leads)),
        _("To be sure of the others, set a fresh seed of the split, or ask the judge."),
    )
