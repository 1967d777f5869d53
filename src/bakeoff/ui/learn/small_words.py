"""What the chapters share that show a small network: how it is chosen, and how its weights and numbers are written."""

from dataclasses import dataclass

import streamlit as st

from bakeoff.contenders.mlp import ACTIVATIONS
from bakeoff.evaluation.notation import with_minus
from bakeoff.lab.settings import LabSettings, to_query
from bakeoff.learn.network import Weight
from bakeoff.learn.small import SmallData, SmallTask, small_settings
from bakeoff.text import _, declared, told

INPUTS = ("x₁", "x₂")
_DATA: dict[SmallData, str] = {
    "moons": declared("Moons"),
    "xor": declared("Exclusive or"),
    "circle": declared("Circle"),
    "gauss": declared("Three clouds"),
}
_UNITS = {"3": (3,), "4": (4,), "3, 3": (3, 3), "8, 8": (8, 8)}
_CURVES = [name for name in ACTIVATIONS if name != "linear"]


@dataclass(frozen=True)
class SmallChoice:
    """Which small network is shown, and for which points."""

    data: SmallData
    units: tuple[int, ...]
    activation: str
    seed: int

    def query(self, rate: float = 0.1) -> dict[str, str]:
        """Return the lab's link with the same points and layers."""
        layers = ",".join(f"{n}:{self.activation}" for n in self.units)
        settings = dict(small_settings(self.data)) | {"layers": layers, "learning_rate": rate}
        return to_query(LabSettings.parse(settings))


def small_choice(key: str) -> SmallChoice:
    """Let a small network be chosen, in widgets whose keys begin with `key`."""
    names = {name: _(label) for name, label in _DATA.items()}
    data = st.selectbox(_("Data"), list(_DATA), format_func=names.__getitem__, key=f"{key}-data")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        units = st.selectbox(_("Hidden units"), list(_UNITS), key=f"{key}-units")
        curve = st.selectbox(_("Activation"), _activations(), format_func=ACTIVATIONS.__getitem__, key=f"{key}-curve")
        st.button(_("New weights"), icon=":material/casino:", key=f"{key}-new", on_click=_new_weights, args=(key,))
    return SmallChoice(data, _UNITS[units], curve, st.session_state.get(f"{key}-seed", 0))


def _activations() -> list[str]:
    """Return their names, the one that is best to look at first."""
    return sorted(_CURVES, key=lambda name: name != "tanh")


def _new_weights(key: str) -> None:
    st.session_state[f"{key}-seed"] = st.session_state.get(f"{key}-seed", 0) + 1


def fixed(value: float, digits: int = 3) -> str:
    """Write a number with so many places."""
    text = f"{value:.{digits}f}"
    return with_minus(text) if text.strip("-0.") else text.removeprefix("-")


def power(value: float) -> str:
    """Write a very small number by its power of ten."""
    return f"{value:.0e}".replace("-", "−")


def weight_name(task: SmallTask, place: Weight) -> str:
    """Name a weight as the picture does."""
    end = _neuron(task, place.layer + 1, place.target)
    if place.source is None:
        return _("bias of {target}", target=end)
    return _("weight from {source} to {target}", source=_neuron(task, place.layer, place.source), target=end)


def _neuron(task: SmallTask, column: int, index: int) -> str:
    if not column:
        return INPUTS[index]
    if column == len(task.network.weights):
        return _("output {name}", name=told(task.class_names[index]))
    return _("neuron {n} of layer {layer}", n=index + 1, layer=column)
