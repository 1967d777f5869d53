"""Measures of a lab: the displayed network at the displayed moment."""

from bakeoff.lesson.measures.base import Measure, known
from bakeoff.lesson.moment import LabMoment
from bakeoff.lesson.units import COUNT, LOSS, R2, SHARE
from bakeoff.network.point_settings import MAX_POINTS
from bakeoff.network.settings import FEATURES, MAX_LAYERS, MAX_UNITS


def _classes(moment: LabMoment) -> bool:
    return moment.settings.task == "classification"


MEASURES = (
    Measure(
        "lab.validation_loss",
        "Validation loss",
        "Mean loss on the points that the network does not learn from. The test part is opened once, at the goal.",
        lambda lab, *_: known(lab.snapshot.test_loss),
        LOSS,
        part="validation",
        opened=lambda lab, *_: known(lab.snapshot.unseen_loss),
    ),
    Measure(
        "lab.validation_accuracy",
        "Validation accuracy",
        "Share right of the points that the network does not learn from. The test part is opened once, at the goal.",
        lambda lab, *_: known(lab.snapshot.test_score) if _classes(lab) else None,
        SHARE,
        part="validation",
        metrics=("accuracy",),
        opened=lambda lab, *_: known(lab.snapshot.unseen_score),
    ),
    Measure(
        "lab.validation_r2",
        "Validation R²",
        "R² on the points that the network does not learn from. The test part is opened once, at the goal.",
        lambda lab, *_: None if _classes(lab) else known(lab.snapshot.test_score),
        R2,
        part="validation",
        metrics=("r2",),
        opened=lambda lab, *_: known(lab.snapshot.unseen_score),
    ),
    Measure(
        "lab.train_loss",
        "Training loss",
        "Mean loss on the training points, as the page shows it.",
        lambda lab, *_: known(lab.snapshot.train_loss),
        LOSS,
    ),
    Measure(
        "lab.epochs",
        "Epochs",
        "Epochs that the network on show was trained; one that was begun counts whole.",
        lambda lab, *_: lab.snapshot.epoch + bool(lab.snapshot.batch),
        COUNT,
    ),
    Measure(
        "lab.neurons",
        "Neurons",
        "Units of all hidden layers together.",
        lambda lab, *_: sum(layer.units for layer in lab.settings.layers),
        COUNT,
        most=MAX_LAYERS * MAX_UNITS,
    ),
    Measure(
        "lab.hidden_layers",
        "Hidden layers",
        "How many hidden layers the network has.",
        lambda lab, *_: len(lab.settings.layers),
        COUNT,
        most=MAX_LAYERS,
    ),
    Measure(
        "lab.features",
        "Features",
        "Number of inputs for each point.",
        lambda lab, *_: len(lab.settings.features),
        COUNT,
        most=len(FEATURES),
    ),
    Measure(
        "lab.training_points",
        "Training points",
        "How many points the network learns from.",
        lambda lab, *_: int(lab.points.train.sum()),
        COUNT,
        most=MAX_POINTS,
    ),
    Measure(
        "lab.test_loss",
        "Test loss",
        "Mean loss on the test points, as the page shows it. Each look costs: the best of many is partly luck.",
        lambda lab, *_: known(lab.snapshot.test_loss),
        LOSS,
        part="test",
    ),
    Measure(
        "lab.test_accuracy",
        "Test accuracy",
        "Share of the test points that are answered right. Each look costs: the best of many is partly luck.",
        lambda lab, *_: known(lab.snapshot.test_score) if _classes(lab) else None,
        SHARE,
        part="test",
    ),
    Measure(
        "lab.test_r2",
        "Test R²",
        "R² on the test points. Each look costs: the best of many is partly luck.",
        lambda lab, *_: None if _classes(lab) else known(lab.snapshot.test_score),
        R2,
        part="test",
    ),
)
