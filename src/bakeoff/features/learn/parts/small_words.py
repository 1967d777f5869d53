"""Common parts of the chapters on a small network: its choice, and the format of its weights and numbers."""

from dataclasses import dataclass

import streamlit as st

from bakeoff.contenders.layers import ACTIVATIONS
from bakeoff.errors import BakeoffError
from bakeoff.features.learn.network import ACTIVATIONS as CURVES
from bakeoff.features.learn.network import Weight
from bakeoff.features.learn.small import SmallData, SmallTask, lab_task, small_settings, small_task
from bakeoff.html import plain
from bakeoff.network.settings import LabSettings, to_query
from bakeoff.network.slots import ShownNetwork
from bakeoff.service.kernel import added
from bakeoff.text import _, declared, told

_DATA: dict[SmallData, str] = {
    "moons": declared("Moons"),
    "xor": declared("Exclusive or"),
    "circle": declared("Circle"),
    "gauss": declared("Three clouds"),
}
_UNITS = {"3": (3,), "4": (4,), "3, 3": (3, 3), "8, 8": (8, 8)}
_CURVES = [name for name in CURVES if name != "linear"]


OWN, OF_RACE = "own", "race"
_OF_RACE = "learn-of-race"
_KEYS = ("learn-forward", "learn-backward")
"""Prefixes of the keys of the chapters' choices."""


@dataclass(frozen=True, eq=False)
class SmallChoice:
    """Which network is shown, and for which points; and the lab's settings for the same."""

    task: SmallTask
    settings: LabSettings

    def query(self) -> dict[str, str]:
        """Return the lab's link with the same points and layers."""
        return to_query(self.settings)


def choose_of_race(task: SmallTask, settings: LabSettings) -> None:
    """Take a race's network, and choose it in the chapters that are opened next; the lab's settings are nearest."""
    st.session_state[_OF_RACE] = SmallChoice(task, settings)
    for key in _KEYS:
        st.session_state[f"{key}-data"] = OF_RACE


def small_choice(key: str) -> SmallChoice:
    """Let a small network be chosen, in widgets whose keys begin with `key`."""
    own: SmallChoice | None = _own()
    of_race: SmallChoice | None = st.session_state.get(_OF_RACE)
    names: dict[str, str] = {name: _(label) for name, label in _DATA.items()}
    names |= {OWN: _("Your network of the lab")} if own else {}
    names |= {OF_RACE: _("The network of your race")} if of_race else {}
    help_ = _("A network that you have in the lab, or in a race, can be chosen here as well.")
    chosen = st.selectbox(_("Data"), list(names), format_func=names.__getitem__, key=f"{key}-data", help=help_)
    handed = {OWN: own, OF_RACE: of_race}.get(chosen)
    if handed is not None:
        return handed
    data: SmallData = next((name for name in _DATA if name == chosen), "moons")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        units = _UNITS[st.selectbox(_("Hidden units"), list(_UNITS), key=f"{key}-units")]
        curve = st.selectbox(
            _("Activation"), _activations(), format_func=lambda name: _(ACTIVATIONS[name]), key=f"{key}-curve"
        )
        st.button(_("New weights"), icon=":material/casino:", key=f"{key}-new", on_click=_new_weights, args=(key,))
    settings = small_settings(data).replace("layers", ",".join(f"{n}:{curve}" for n in units))
    return SmallChoice(small_task(data, units, curve, st.session_state.get(f"{key}-seed", 0)), settings)


def _own() -> SmallChoice | None:
    handed = next((network for source in added(ShownNetwork) if (network := source.latest()) is not None), None)
    if handed is None:
        return None
    settings, snapshot = handed
    try:
        task = lab_task(settings, snapshot.weights, snapshot.biases)
    except BakeoffError:  # its table is gone
        return None
    return SmallChoice(task, settings) if task else None


def _activations() -> list[str]:
    """Return their names, the one that is best to look at first."""
    return sorted(_CURVES, key=lambda name: name != "tanh")


def _new_weights(key: str) -> None:
    st.session_state[f"{key}-seed"] = st.session_state.get(f"{key}-seed", 0) + 1


def weight_name(task: SmallTask, place: Weight) -> str:
    """Name a weight as the picture does."""
    end = _neuron(task, place.layer + 1, place.target)
    if place.source is None:
        return _("bias of {target}", target=end)
    return _("weight from {source} to {target}", source=_neuron(task, place.layer, place.source), target=end)


def _neuron(task: SmallTask, column: int, index: int) -> str:
    if not column:
        return task.input_names[index]
    if column == len(task.network.weights):
        return _("output {name}", name=plain(told(task.class_names[index])))
    return _("neuron {n} of layer {layer}", n=index + 1, layer=column)
