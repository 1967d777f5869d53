"""Every sentence that the lab's component shows; the browser fills the places (`words.js`)."""

from bakeoff.text import _

Words = dict[str, str | list[tuple[list[str], str]]]


def words() -> Words:
    """Return the sentences by the name that the JavaScript knows them by, in the visitor's language."""
    return (
        _transport() | _network() | _output() | _forward() | _painting() | {"keyboard": _("Keyboard"), "keys": _keys()}
    )


def _transport() -> Words:
    return {
        "transport": _("Training"),
        "run": _("Run"),
        "pause": _("Pause"),
        "reset": _("Rewind to the initial weights"),
        "step_epoch": _("Step one epoch"),
        "step_batch": _("Step one batch"),
        "new_weights": _("New initial weights"),
        "seed_hint": _(
            "New initial weights, from the next seed. The present ones come from seed {n}: rewinding gives the very "
            "same ones."
        ),
        "help": _("Keyboard help"),
        "data": _("Data"),
        "surface": _("Show as a 3-D surface"),
        "epoch": _("Epoch"),
        "batch": _("and {n} batches"),
        "batch_one": _("and 1 batch"),
        "cpu": _("{time} CPU"),
        "milliseconds": _("{n} ms"),
        "seconds": _("{n} s"),
        "minutes": _("{minutes} min {rest} s"),
        "percent": _("{number} %"),
        "list": _("{list}, {next}"),
        "speed": _("{n} epochs a second"),
        "speed_one": _("1 epoch a second"),
        "pace": _("Epochs a picture"),
        "pace_hint": _("{n} epochs from one picture to the next; there are up to ten pictures a second."),
        "pace_hint_one": _("One epoch from one picture to the next; there are up to ten pictures a second."),
        "pace_full": _("As fast as it trains; pictures show it now and then."),
        "paused": _("Paused"),
        "starting": _("Starting"),
        "look_starting": _("Starting… Each line is a weight, each square what one neuron answers."),
        "look_fresh": _("Press Run. Watch the large picture: its colours should come to match the points."),
        "look_running": _("Both losses should fall, and the colours of the large picture match the points."),
        "look_after": _("Compare test with training: a large gap means that the network has learnt noise."),
        "asleep": _("Asleep, wakes as it was"),
        "waiting": _("Waiting, {n} before"),
        "waiting_one": _("Waiting, next to start"),
        "time_machine": _("Time machine: any epoch so far"),
        "time_machine_short": _("Time machine"),
        "moment": _("Epoch {epoch}"),
        "moment_within": _("Epoch {epoch} and {n} batches"),
        "close": _("Close"),
        "done": _("Done"),
        "keys_on": _("Use these keys"),
    }


def _network() -> Words:
    return {
        "network": _("Network"),
        "diagram": _("Network diagram, scrolls sideways"),
        "features": _("Features"),
        "output_column": _("Output"),
        "hidden_layers": _("{n} hidden layers"),
        "hidden_layers_one": _("1 hidden layer"),
        "add_layer": _("Add a hidden layer"),
        "remove_layer": _("Remove the last hidden layer"),
        "neurons_of": _("Neurons in layer {layer}: {n}"),
        "more_neurons": _("Add a neuron to layer {layer}"),
        "fewer_neurons": _("Remove a neuron from layer {layer}"),
        "activation_of": _("Activation of layer {layer}"),
        "feature": _("Feature {name}"),
        "feature_on": _("Feed in {name}"),
        "feature_off": _("Leave {name} out"),
        "neuron": _("Neuron {n} of layer {layer}"),
        "output_neuron": _("Output neuron"),
        "output_of_class": _("Output for {name}"),
        "positive": _("positive weight"),
        "negative": _("negative weight"),
        "neuron_scale": _("neuron’s answer, −1 to 1"),
        "neuron_note": _("↑ What one neuron answers"),
        "weight_note": _("↖ One weight"),
        "hint": _(
            "Wider is stronger. Hover a neuron to see it large; click a line, a square or a neuron to edit weights."
        ),
        "layer_neurons": _("{n} × {activation}"),
        "bias": _("Bias"),
        "bias_value": _("Bias of {to}: {value}. Click to edit."),
        "weight_from": _("From: {from}"),
        "weight_value": _("{from} to {to}: weight {value}. Click to edit."),
    }


def _output() -> Words:
    return {
        "output": _("Output"),
        "answer": _("What the network answers"),
        "loss": _("Loss"),
        "accuracy": _("Accuracy"),
        "r2": _("R²"),
        "train": _("Training"),
        "test": _("Test"),
        "curve_loss": _("Loss by epoch (log scale)"),
        "curve_score": _("Score by epoch (log scale)"),
        "curve_at": _("Epoch {epoch}: test {test}, training {train}"),
        "curve_picture": _("Learning curve to epoch {last}: training now {train}, test {test}"),
        "show_test": _("Show test data"),
        "discretise": _("Discretise output"),
        "test_points": _("Hollow: test data"),
        "seen": _("{score} of {n} test points right."),
        "seen_worst": _("{score} of {n} test points right; {share} of class {name}."),
        "seen_regression": _("R² of {score} on {n} test points."),
        "meaning": _("Pale is unsure; the line is where the answer changes."),
        "meaning_sharp": _("The line is where the answer changes."),
        "meaning_regression": _("Pale is near zero."),
        "confusion": _("Confusion matrix of the test data"),
        "confusion_corner": _("true \\ answer"),
        "earlier": _("Earlier runs"),
        "restore": _("Go back to the run {run}"),
        "no_layers": _("No hidden layer"),
        "layers_of": _("{n} hidden layers of {sizes} {activations} neurons"),
        "layers_of_one": _("{n} hidden layer of {sizes} {activations} neurons"),
        "and": _("{first} and {last}"),
        "picture": _("{network}, epoch {epoch}, test loss {loss}, test accuracy {score}"),
        "picture_regression": _("{network}, epoch {epoch}, test loss {loss}, test R² {score}"),
        "waiting_picture": _("{network}, not started yet"),
        "picture_title": _("Bakeoff’s network lab, epoch {epoch}"),
        "save": _("Save picture"),
        "save_as": _("Save picture as {kind}"),
        "save_failed": _("This browser could not save the picture; try the other format."),
    }


def validation_words() -> Words:
    """Return the words for points by which settings are chosen, instead of those for test points."""
    return {
        "test": _("Validation"),
        "curve_at": _("Epoch {epoch}: validation {test}, training {train}"),
        "curve_picture": _("Learning curve to epoch {last}: training now {train}, validation {test}"),
        "show_test": _("Show validation data"),
        "test_points": _("Hollow: validation data"),
        "seen": _("{score} of {n} validation points right."),
        "seen_worst": _("{score} of {n} validation points right; {share} of class {name}."),
        "seen_regression": _("R² of {score} on {n} validation points."),
        "confusion": _("Confusion matrix of the validation data"),
        "picture": _("{network}, epoch {epoch}, validation loss {loss}, validation accuracy {score}"),
        "picture_regression": _("{network}, epoch {epoch}, validation loss {loss}, validation R² {score}"),
    }


def _forward() -> Words:
    return {
        "forward": _("One point’s way through the network"),
        "forward_close": _("Let the point go"),
        "forward_hint": _("Below each neuron: its sum → its answer. Hover a neuron, or tab to it, to see the sum."),
        "forward_right": _(
            "Point {n} ({x} = {x1}, {y} = {x2}) is {target}, and the network says {answer}: {sure}. Loss {loss}."
        ),
        "forward_wrong": _(
            "Point {n} ({x} = {x1}, {y} = {x2}) is {target}, but the network says {answer}: {sure}, and {share} for "
            "{target}. Loss {loss}."
        ),
        "forward_regression": _(
            "Point {n} ({x} = {x1}, {y} = {x2}) is {target}, and the network says {answer}. Loss {loss}."
        ),
        "forward_neuron": _("Neuron {n} of layer {layer}"),
        "forward_product": _("{name}: {weight} × {value} = {product}"),
        "forward_sum": _("With the bias {bias} the sum is {sum}"),
        "forward_normalised": _("Normalised over the batch, with the offset {bias}, the sum is {sum}"),
        "forward_activation": _("{activation} makes {answer} of it"),
        "forward_softmax": _("Softmax over all outputs makes the probability {answer} of it"),
        "forward_number": _("Which is the answer, {answer}"),
        "weight_product": _("{from} to {to}: weight {weight} × {value} = {product}. Click to edit."),
    }


def _painting() -> Words:
    return {
        "paint": _("Paint points"),
        "paint_tools": _("Paint tools"),
        "brush": _("Brush for class {n}"),
        "brush_size": _("Brush size"),
        "erase": _("Eraser"),
        "jitter": _("Jitter"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "clear": _("Clear"),
        "painted_count": _("{n} points"),
    }


def _keys() -> list[tuple[list[str], str]]:
    return [
        ([_("Space")], _("Run or pause")),
        (["→"], _("Step one epoch")),
        (["B"], _("Step one batch")),
        (["R"], _("Rewind to the initial weights")),
        (["+", "−"], _("More or fewer epochs a picture")),
        (["←", "→"], _("On the time machine: one epoch back or on")),
        (["↑", "↓"], _("From neuron to neuron; Enter edits its weights")),
        ([_("Enter"), "←", "↑", "→", "↓"], _("On the picture: take a point, go to the next; Esc lets it go")),
        (["P"], _("Start or stop painting")),
        (["1", "…", "5"], _("Painting: brush for a class")),
        (["E"], _("Painting: eraser")),
        (["J"], _("Painting: jitter all points")),
        (["U", "⇧U"], _("Painting: undo, redo")),
        (["⌫"], _("Painting: clear")),
        (["←", "↑", "→", "↓", _("Enter")], _("Painting, on the picture: move the brush, put it down")),
        (["?"], _("This sheet")),
    ]
