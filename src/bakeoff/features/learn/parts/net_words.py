"""Sentences in the network's picture; the browser fills their placeholders with its numbers."""

from bakeoff.contenders.layers import ACTIVATIONS
from bakeoff.text import _


def words() -> dict[str, str]:
    """Return the sentences by the name that the JavaScript knows them by, in the visitor's language."""
    curves = {f"curve_{name}": _(label) for name, label in ACTIVATIONS.items()}
    return _controls() | _names() | _forward() | _backward() | curves | {"curve_softmax": _("Softmax")}


def _controls() -> dict[str, str]:
    return {
        "back": _("Previous"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next"),
        "count": _("Picture {n} of {all}"),
        "phase_forward": _("Forward"),
        "phase_loss": _("Loss"),
        "phase_backward": _("Backward"),
        "phase_update": _("Update"),
        "zoom": _("How near"),
        "whole": _("Network"),
        "neuron": _("One neuron"),
        "formula": _("Its formula"),
        "weight": _("Weight"),
        "reset": _("As it was"),
        "row": _("Row {n} of {all}"),
        "row_before": _("Row before"),
        "row_after": _("Next row"),
        "row_head": _("Row"),
        "plane": _("What the network answers over the plane, and the rows; a click chooses one."),
        "legend": _(
            "In a neuron: its sum z, and large what it answers. On a line: its weight; below a neuron: its bias. Teal "
            "is positive, orange and dashed negative."
        ),
        "legend_back": _(
            "In a neuron: its sum z, its output (large), and the slope of the loss by its sum (violet). On a line: "
            "its weight and its gradient (violet). Below a neuron: its bias. Teal is positive, orange and dashed "
            "negative."
        ),
        "keys": _(
            "A click on a neuron shows it from near, a second one its formula; Escape leads back. With the keyboard: "
            "arrows up and down choose a neuron, Enter goes nearer."
        ),
        "keys_play": _(
            "Click a neuron to enlarge it, again for its formula; Escape leads back. With the keyboard: arrows right "
            "and left show the next or previous picture; the space bar plays. Arrows up and down choose a neuron; "
            "Enter enlarges it."
        ),
    }


def _names() -> dict[str, str]:
    return {
        "list": _("{list}, {next}"),
        "equals": _("{name} = {value}"),
        "neuron_name": _("neuron {n} of layer {layer}"),
        "output_name": _("output {name}"),
        "weight_name": _("weight from {source} to {target}"),
        "bias_name": _("bias of {target}"),
        "bias": _("bias"),
        "sum": _("sum"),
        "value": _("value"),
        "slope": _("slope of the loss"),
        "loss": _("Loss"),
        "wanted": _("Wanted"),
        "answer": _("Answer"),
        "right": _("Right?"),
    }


def _forward() -> dict[str, str]:
    return {
        "said_row": _("Row {n} comes in: {inputs}. Its class is {target}; the network is to find that out."),
        "said_row_number": _("Row {n} comes in: {inputs}. The answer should be {target}."),
        "said_sums": _(
            "Layer {layer}: each neuron multiplies its inputs by its weights, adds all up, and adds its bias. The "
            "sums z: {sums}."
        ),
        "said_answers": _(
            "Layer {layer}: the activation, {activation}, bends each sum. What goes on to the next layer: {answers}."
        ),
        "said_softmax": _(
            "Layer {layer}: softmax turns the sums into shares that add up to {sum}: {answers}. The network is {sure} "
            "sure of its answer."
        ),
        "said_output": _("Layer {layer}: {activation} makes the answer of the sum: {answers}."),
        "said_loss": _(
            "The loss: the network gives the true class, {target}, a share of {share}, and cross-entropy is minus its "
            "logarithm: {loss}. A share of 1 would cost nothing."
        ),
        "said_loss_number": _(
            "The loss: the answer is {share} where {target} was wanted, and cross-entropy makes {loss} of that."
        ),
    }


def _backward() -> dict[str, str]:
    return {
        "said_slopes_last": _(
            "Now back. How does the loss change if a sum of the last layer does? For softmax with cross-entropy that "
            "is the answer minus what was wanted: {slopes}."
        ),
        "said_slopes": _(
            "Layer {layer}: each neuron adds up the slopes of the neurons behind it, times the weights between. The "
            "sum is multiplied by the slope of its own activation: {slopes}."
        ),
        "said_gradients": _(
            "The weights into layer {layer}: a weight’s gradient is its input on the way forward times the slope at "
            "its end. The largest here is the {name}’s: {slope}."
        ),
        "said_update": _(
            "The update: each weight moves against its gradient, by the learning rate {rate} times it. The {name}, "
            "whose gradient is {slope}, goes from {before} to {after}."
        ),
        "said_again": _("The same row once more, with the new weights: the loss was {before} and is {after} now."),
        "said_again_worse": _(
            "The same row once more, with the new weights: the loss was {before} and is {after} now. The step was too "
            "long: it went past the valley."
        ),
        "strip": _(
            "Every row’s own gradient of the {name}. That of row {n} is {own}. The mean of all {all} is {mean} (the "
            "line); a step on the whole batch uses it. {less} rows pull it up, {more} push it down."
        ),
    }
