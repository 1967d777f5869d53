"""Other sensible preparations of the same data, which a specification curve compares (Simonsohn and others 2020).

A preparation is a text such as ``scale=none,gaps=mark``. Scaling is a rule of the race. The other choices change the
columns before they are prepared; none of them learns anything from the rows.
"""

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd

from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.fields import Knob, knobs
from bakeoff.preparation.columns import by_kind
from bakeoff.preparation.split_keys import learnt_from
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, clauses

MOST = 12
"""Preparations that are compared, at most."""


def preparations(spec: BakeoffSpec, rules: Rules) -> tuple[str, ...]:
    """Return the preparations to compare, that of the race first; of many a sample that has each value as often.

    Raises
    ------
    SettingError
        If the data leave no choice.
    """
    values = [[f"{name}={value}" for value in options] for name, options in _choices(spec, rules).items()]
    first, *others = itertools.product(*values)
    if not others:
        title = spec.dataset.info.title
        raise SettingError(_("There is one way alone to prepare {title}; ask another question.", title=title))
    chosen = [first]
    others = [others[place] for place in np.random.default_rng(rules.seed).permutation(len(others))]
    while others and len(chosen) < MOST:
        so_far = list(itertools.chain(*chosen))
        chosen.append(others.pop(int(np.argmin([sum(map(so_far.count, each)) for each in others]))))
    return tuple(",".join(each) for each in chosen)


def parsed(preparation: str) -> dict[str, str]:
    """Return the value of each choice.

    Examples
    --------
    >>> parsed("scale=none,gaps=mark")
    {'scale': 'none', 'gaps': 'mark'}
    """
    return {name: value for name, _sign, value in (each.partition("=") for each in preparation.split(","))}


def choice_label(choice: str) -> str:
    """Return what is chosen, as the page writes it."""
    return {"scale": _("Scaling"), "gaps": _("Gaps"), "encoding": _("Categories")}[choice]


def value_label(choice: str, value: str) -> str:
    """Return a value of a choice, as the page writes it."""
    labels = {
        "fill": _("Filled"),
        "mark": _("Filled and marked"),
        "one_hot": _("A column each"),
        "numbers": _("Numbered"),
        "leave_out": _("Left out"),
    }
    return _(_scaling().options[value]) if choice == "scale" else labels[value]


def preparation_label(preparation: str) -> str:
    """Return a preparation, as the page writes it."""
    chosen = parsed(preparation).items()
    return clauses([_("{name}: {value}", name=choice_label(each[0]), value=value_label(*each)) for each in chosen])


def prepared_otherwise(data: Dataset, preparation: str, rules: Rules) -> Dataset:
    """Return a data set with its columns as a preparation has them; the one that rows are split by stays as it is."""
    chosen = parsed(preparation)
    if chosen.keys() <= {"scale"}:
        return data
    table, columns = data.table, dict(data.table.items())
    categories = set(by_kind(table, data.text_features)["categories"]) - {rules.split_by}
    for name in categories if chosen.get("encoding") == "numbers" else ():
        codes = pd.Categorical(table[name].astype("string")).codes.astype(float)
        columns[name] = pd.Series(np.where(codes < 0, np.nan, codes), index=table.index)
    if chosen.get("encoding") == "leave_out":
        columns = {name: column for name, column in columns.items() if name not in categories}
    if chosen.get("gaps") == "mark":
        marks = [name for name in columns if table[name].isna().any()]
        columns |= {f"{name} (missing)": table[name].isna().astype(float) for name in marks}
    return replace(data, X=pd.DataFrame(columns), feature_names=tuple(map(str, columns)))


def _choices(spec: BakeoffSpec, rules: Rules) -> dict[str, tuple[str, ...]]:
    """Return the values of each choice that has an effect on the data, that of the race first."""
    info = spec.dataset.info
    scales = {"scale": (rules.scale, *(name for name in _scaling().options if name != rules.scale))}
    if info.kind == "image":
        return scales
    data = learnt_from(info.load(spec.dataset.options), rules, info.title)
    columns = by_kind(data.table, data.text_features)
    choices = scales if columns["numbers"] or columns["dates"] else {}
    if data.table.isna().any(axis=None):
        choices["gaps"] = ("fill", "mark")
    if categories := columns["categories"]:
        choices["encoding"] = ("one_hot", "numbers", "leave_out")[: 2 + (len(categories) < len(data.feature_names))]
    return choices


def _scaling() -> Knob:
    return next(knob for knob in knobs(Rules) if knob.name == "scale")
