"""Ready lessons for a class, each with its duration, notes for the teacher, and a solution."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bakeoff.lesson.goal import Condition
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.opened import Place
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.text import _, declare


@dataclass(frozen=True)
class ReadyLesson:
    """A lesson that a teacher can give as it is.

    Attributes
    ----------
    title, task, hint : str
        Of the lesson.
    notes : str
        For the teacher: the idea, and the way to the goal.
    minutes : int
        About how long it takes.
    state, solution : mapping of str to str
        Settings at the start, and those that reach the goal, as in a link.
    goal : sequence of mapping
        Conditions, all to be met at once.
    """

    name: str
    title: str
    task: str
    hint: str
    notes: str
    minutes: int
    state: Mapping[str, str]
    solution: Mapping[str, str]
    goal: tuple[Mapping[str, Any], ...]

    def __post_init__(self) -> None:
        declare(self, "title", "task", "hint", "notes")

    @property
    def place(self) -> Place:
        """Place where its goal is measured."""
        return Condition(**self.goal[0]).declared.place

    def lesson(self) -> Lesson:
        """Return the lesson in the reader's language."""
        values = {"place": self.place, "title": _(self.title), "task": _(self.task), "hints": [_(self.hint)]}
        return Lesson.parse(values | {"state": self.state, "goal": {"all_of": self.goal}}, _("The lesson"))

    def solved(self) -> StartingPoint:
        """Return the settings that reach the goal."""
        return StartingPoint.read(self.place, {**self.state, **self.solution})


@functools.cache
def bank() -> Mapping[str, ReadyLesson]:
    """Return every ready lesson by name, in the order of a course."""
    return MappingProxyType({each.name: each for each in _READY})


def _lab(measure: str, **limits: float) -> Mapping[str, Any]:
    return {"measure": f"lab.{measure}", **limits}


def _score(of: str, at_least: float) -> Mapping[str, Any]:
    return {"measure": "race.validation_score", "of": of, "metric": "accuracy", "at_least": at_least}


_NOISY = {"data": "moons", "noise": "0.5", "points": "60"}
_READY = (
    ReadyLesson(
        "squares",
        "A circle without hidden layers",
        "Separate the inner points from the ring **without a hidden layer**. Choose other features.",
        "Which two numbers say how far a point is from the centre?",
        "Choose x₁² and x₂² alone: a linear model of them draws a circle. Good features replace layers.",
        10,
        {"data": "circle", "layers": ""},
        {"features": "x1_sq,x2_sq", "learning_rate": "0.1"},
        (_lab("validation_accuracy", at_least=0.98), _lab("hidden_layers", at_most=0), _lab("epochs", at_most=200)),
    ),
    ReadyLesson(
        "product",
        "Exclusive or with one feature",
        "Separate exclusive or **without a hidden layer**.",
        "The class depends on the signs of both inputs together.",
        "Choose the product x₁x₂: it is positive in two opposite quarters, so one threshold is enough.",
        10,
        {"data": "xor", "layers": ""},
        {"features": "x1x2", "learning_rate": "0.1"},
        (_lab("validation_accuracy", at_least=0.98), _lab("hidden_layers", at_most=0), _lab("epochs", at_most=200)),
    ),
    ReadyLesson(
        "four_units",
        "Exclusive or with four units",
        "Separate exclusive or with **at most two features and four hidden units**.",
        "One unit draws one straight edge. How many edges are needed?",
        "Set the hidden layer to four tanh units, and the learning rate to 0.1. Two units can be enough with some "
        "seeds; let the class compare seeds.",
        15,
        {"data": "xor", "layers": "1:tanh"},
        {"layers": "4:tanh", "learning_rate": "0.1"},
        (
            _lab("validation_accuracy", at_least=0.95),
            _lab("neurons", at_most=4),
            _lab("features", at_most=2),
            _lab("epochs", at_most=300),
        ),
    ),
    ReadyLesson(
        "learning_rate",
        "Twenty epochs",
        "Lower the validation loss to 0.05 or less **within 20 epochs**. The learning rate begins far too small.",
        "Multiply the learning rate by ten until the loss falls fast.",
        "Set the learning rate to 0.1. Let the class plot the rates that it tried against the loss after 20 epochs.",
        10,
        {"data": "gauss", "learning_rate": "0.0001", "points": "200"},
        {"learning_rate": "0.1"},
        (_lab("validation_loss", at_most=0.05), _lab("epochs", at_most=20)),
    ),
    ReadyLesson(
        "too_large",
        "A learning rate that is too large",
        "This network jumps about and does not learn. Find a learning rate that gets **95 %** of the "
        "validation points right.",
        "Divide the learning rate by ten, and watch the loss.",
        "Set the learning rate to 0.1. With 10 each step jumps over the valley; the loss rises or stands still.",
        10,
        {"data": "moons", "learning_rate": "10.0", "points": "200"},
        {"learning_rate": "0.1"},
        (_lab("validation_accuracy", at_least=0.95), _lab("epochs", at_most=300)),
    ),
    ReadyLesson(
        "overfit",
        "Overfit on purpose",
        "Learn 30 noisy points **by heart**: training loss at most 0.02, validation accuracy at most 80 %.",
        "More units, a faster optimiser, and no regularisation.",
        "Use two layers of eight units, and Adam with a learning rate of 0.03. The training loss falls, the "
        "validation loss rises: the network has learnt the noise.",
        15,
        _NOISY | {"layers": "2:tanh"},
        {"layers": "8:tanh,8:tanh", "learning_rate": "0.03", "optimizer": "adam"},
        (_lab("train_loss", at_most=0.02), _lab("validation_accuracy", at_most=0.8), _lab("epochs", at_most=300)),
    ),
    ReadyLesson(
        "regularise",
        "Cure overfitting",
        "This network overfits 30 noisy points. Keep its validation loss at **0.7** or less even **after 300 epochs**.",
        "Look at regularisation, and at the size of the network.",
        "Use L2 with a rate of 0.03. A smaller network or dropout can do it as well; compare them.",
        15,
        _NOISY | {"layers": "8:tanh,8:tanh", "learning_rate": "0.03", "optimizer": "adam"},
        {"regularisation": "l2", "regularisation_rate": "0.03"},
        (_lab("validation_loss", at_most=0.7), _lab("epochs", at_least=300, at_most=400)),
    ),
    ReadyLesson(
        "optimizer",
        "A spiral in 100 epochs",
        "Get **90 %** of the validation points right **within 100 epochs**. Plain gradient descent is too slow.",
        "Try another optimiser.",
        "Use Adam with a learning rate of 0.03. It gives each weight a step of its own.",
        15,
        {"data": "spiral", "points": "1000", "layers": "8:tanh,8:tanh", "batch_size": "20"},
        {"optimizer": "adam", "learning_rate": "0.03"},
        (_lab("validation_accuracy", at_least=0.9), _lab("epochs", at_most=100)),
    ),
    ReadyLesson(
        "spiral_loss",
        "A spiral to the last point",
        "Lower the validation loss to **0.01 or less within 300 epochs**, with no other features than x₁ and x₂.",
        "Three hidden layers can bend the plane more than two, and a smooth activation helps.",
        "Use three layers of eight GELU units, and Adam with a learning rate of 0.01. Then try 500 points in the lab: "
        "training loss falls to 0, validation loss stays far above. The gap shows that points are missing.",
        20,
        {"data": "spiral", "points": "2000", "layers": "8:tanh,8:tanh", "batch_size": "50"},
        {"layers": "8:gelu,8:gelu,8:gelu", "optimizer": "adam", "learning_rate": "0.01"},
        (_lab("validation_loss", at_most=0.01), _lab("features", at_most=2), _lab("epochs", at_most=300)),
    ),
    ReadyLesson(
        "kernel",
        "A straight line is not enough",
        "The SVM draws a straight line through two moons. Raise its validation accuracy to **95 %**.",
        "Look at the kernel.",
        "Choose the RBF kernel. Show both decision regions side by side.",
        10,
        {"dataset": "moons", "contenders": "svm,dummy", "svm.kernel": "linear"},
        {"svm.kernel": "rbf"},
        (_score("svm", 0.95),),
    ),
    ReadyLesson(
        "scaling",
        "Features on one scale",
        "Change **one rule** so that the support vector machine’s validation accuracy is 95 % or more.",
        "Look at the spread of the columns in Explore.",
        "Turn scaling on. Proline has values near 1,000 and hides the other columns; a tree does not mind.",
        15,
        {"dataset": "wine", "contenders": "svm,decision_tree", "rules.scale": "none"},
        {"rules.scale": "standard"},
        (_score("svm", 0.95),),
    ),
    ReadyLesson(
        "depth",
        "A small tree that knows enough",
        "This tree asks one question. Reach a validation accuracy of **95 %** with a model of **at most 4,000 bytes**.",
        "Each level doubles the number of possible questions.",
        "Set the depth to 4. A tree without a limit is larger and no better.",
        15,
        {"dataset": "breast_cancer", "contenders": "decision_tree,dummy", "decision_tree.max_depth": "1"},
        {"decision_tree.max_depth": "4"},
        (_score("decision_tree", 0.95), {"measure": "race.model_bytes", "of": "decision_tree", "at_most": 4000}),
    ),
    ReadyLesson(
        "neighbours",
        "How many neighbours?",
        "One neighbour copies the noise. Find a number of neighbours with a validation accuracy of **90 %**.",
        "More neighbours smooth the border; too many blur it.",
        "Use 25 neighbours. Let the class draw validation accuracy against the number, and compare with the test part.",
        15,
        {"dataset": "moons", "dataset.noise": "0.3", "contenders": "k_nearest,dummy", "k_nearest.n_neighbors": "1"},
        {"k_nearest.n_neighbors": "25"},
        (_score("k_nearest", 0.9),),
    ),
    ReadyLesson(
        "small_forest",
        "A forest on a diet",
        "Keep a validation accuracy of **95 %**, but shrink the forest to **at most 30,000 bytes**.",
        "How many trees does it need?",
        "Use 10 trees. The first trees help most.",
        15,
        {"dataset": "wine", "contenders": "random_forest,dummy"},
        {"random_forest.n_estimators": "10"},
        (_score("random_forest", 0.95), {"measure": "race.model_bytes", "of": "random_forest", "at_most": 30_000}),
    ),
    ReadyLesson(
        "components",
        "Digits from 20 numbers",
        "A digit has 64 pixels. Reach a validation accuracy of **95 %** with **at most 20 features**.",
        "Transform can compress the pixels.",
        "Compress to 20 principal components. Neighbouring pixels repeat one another.",
        15,
        {"dataset": "digits", "contenders": "k_nearest,dummy"},
        {"transform.components": "20"},
        (_score("k_nearest", 0.95), {"measure": "race.features_used", "at_most": 20}),
    ),
    ReadyLesson(
        "products",
        "Circles for a linear model",
        "No linear model separates two circles. Give it **other features**: validation accuracy **95 %** or more.",
        "Transform can add products of features.",
        "Add products of degree 2: a line in x₁² and x₂² is an ellipse in x₁ and x₂.",
        10,
        {"dataset": "circles", "contenders": "linear,dummy"},
        {"transform.degree": "2"},
        (_score("linear", 0.95),),
    ),
    ReadyLesson(
        "rows",
        "More rows",
        "Eighty training rows are too few. Reach a validation accuracy of **95 %** with **at most 600 training rows**.",
        "The rules say how many rows take part.",
        "Use 600 rows. A learning curve by the judge shows the same: its gain per row falls.",
        15,
        {"dataset": "digits", "contenders": "svm,decision_tree", "rules.rows": "100"},
        {"rules.rows": "600"},
        (_score("svm", 0.95), {"measure": "race.training_rows", "at_most": 600}),
    ),
    ReadyLesson(
        "beat",
        "One tree or many",
        "Here are a forest and a tree. **Who wins?** Start the judge to see. Then change the number of trees until the "
        "judge decides that the forest is better.",
        "Each tree of a forest sees other rows and other features. What do many of them do?",
        "Let the class bet before it starts: a forest of one tree does not beat a tree. With 30 trees it does: each "
        "sees other rows and other features, so their errors cancel.",
        10,
        {"dataset": "digits", "contenders": "random_forest,decision_tree", "random_forest.n_estimators": "1"},
        {"random_forest.n_estimators": "30"},
        ({"measure": "judge.beats", "of": "random_forest", "against": "decision_tree"},),
    ),
    ReadyLesson(
        "three",
        "Three features are enough",
        "Leave out columns until **at most three** are left, and keep a validation accuracy of **90 %**.",
        "Explore shows which columns separate the classes.",
        "Keep flavanoids, colour intensity and proline. Other triples work, too; collect them.",
        20,
        {"dataset": "wine", "contenders": "svm,dummy", "rules.seed": "7"},
        {
            "rules.leave_out": "Alcohol,Malic acid,Ash,Alcalinity of ash,Magnesium,Total phenols,Nonflavanoid phenols,"
            "Proanthocyanins,Hue,OD280/OD315 of diluted wines"
        },
        (_score("svm", 0.9), {"measure": "race.features_used", "at_most": 3}),
    ),
    ReadyLesson(
        "folds",
        "Enough folds to decide",
        "Does a forest of four trees beat one tree? Have the judge **decide**.",
        "More folds and repeats make the interval narrower.",
        "Use 10 folds and 3 repeats. An undecided result is not a tie.",
        15,
        {
            "dataset": "digits",
            "contenders": "random_forest,decision_tree",
            "random_forest.n_estimators": "4",
            "judge.folds": "2",
            "judge.repeats": "1",
        },
        {"judge.folds": "10", "judge.repeats": "3"},
        ({"measure": "judge.beats", "of": "random_forest", "against": "decision_tree"},),
    ),
    ReadyLesson(
        "mean_score",
        "Best on average",
        "Sixty neighbours are too many for wine. Reach a mean accuracy of **95 %** over five folds.",
        "Use fewer neighbours.",
        "Use 15 neighbours. One split could have been luck; the mean of five is a better guide.",
        15,
        {
            "dataset": "wine",
            "contenders": "k_nearest,dummy",
            "judge.folds": "5",
            "judge.repeats": "1",
            "k_nearest.n_neighbors": "60",
        },
        {"k_nearest.n_neighbors": "15"},
        ({"measure": "judge.score", "of": "k_nearest", "metric": "accuracy", "at_least": 0.95},),
    ),
)
