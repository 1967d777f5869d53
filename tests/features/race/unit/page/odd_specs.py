"""Specs with values from anywhere in their declared ranges, for hypothesis."""

from typing import Any

from hypothesis import strategies as st

from bakeoff.contenders import contenders
from bakeoff.datasets import datasets
from bakeoff.errors import SettingError
from bakeoff.fields import Knob, knobs
from bakeoff.spec import BakeoffSpec

HIDDEN = ["32:tanh, 16", "7", "128:elu,64:selu,32:gelu", "1,1,1,1,1,1,1,1"]


def values(knob: Knob) -> st.SearchStrategy[Any]:
    match knob.kind:
        case "bool":
            found: st.SearchStrategy[Any] = st.booleans()
        case "choice":
            found = st.sampled_from(list(knob.options))
        case "int":
            found = st.integers(int(knob.minimum or 0), int(knob.maximum or 10**6))
        case "float":
            found = st.floats(knob.minimum, knob.maximum, allow_nan=False, allow_infinity=False)
        case "text" | "column" | "columns":
            found = st.sampled_from(HIDDEN) if knob.name == "hidden" else st.just(knob.default)
        case "rows":
            found = st.just(knob.default)
    return st.none() | found if knob.optional else found


@st.composite
def specs(draw: st.DrawFn) -> BakeoffSpec:
    """Change some settings one by one; a value that does not go with the others is left out."""
    names = draw(st.sets(st.sampled_from(sorted(contenders())), min_size=1))
    spec = BakeoffSpec(dataset=draw(st.sampled_from(sorted(datasets()))), contenders=sorted(names))
    groups = {"dataset": spec.dataset.options, "rules": spec.rules, **spec.contenders}
    every = [(f"{group}.{knob.name}", knob) for group, one in groups.items() for knob in knobs(type(one))]
    for path, knob in draw(st.lists(st.sampled_from(every), max_size=6)):
        try:
            spec = spec.replace(path, draw(values(knob)))
        except SettingError:
            continue
    return spec
