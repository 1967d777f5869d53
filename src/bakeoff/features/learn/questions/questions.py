"""The questions: what can be answered, what is right and why, and the experiment that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bakeoff.features.learn.generalising.curve import OVERFITTING
from bakeoff.fields import write
from bakeoff.link import to_address, to_query
from bakeoff.network.settings import LabSettings
from bakeoff.network.settings import to_query as lab_query
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.text import declare, declared

NEEDED = 14
"""Number of correct first answers that reaches the goal."""

Where = Literal["race", "lab", "judge"]


@dataclass(frozen=True)
class Experiment:
    """A page set up and ready to start."""

    where: Where
    query: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question; its name stays the same for ever, since answers are stored by it.

    Each choice is what can be answered, and what is wrong with it, which is empty for the right one.
    """

    name: str
    text: str
    choices: Mapping[str, tuple[str, str]]
    right: str
    answer: str
    experiment: Experiment

    def __post_init__(self) -> None:
        declare(self, "text", "answer")
        both = {code: (declared(label), declared(mistake)) for code, (label, mistake) in self.choices.items()}
        object.__setattr__(self, "choices", both)

    @property
    def options(self) -> Mapping[str, str]:
        """What can be answered, by its code."""
        return {code: label for code, (label, _mistake) in self.choices.items()}


def n_right(first: Mapping[str, str]) -> int:
    """Return how many of the first answers, by the names of their questions, are right."""
    return sum(first.get(question.name) == question.right for question in QUESTIONS)


def reached(first: Mapping[str, str]) -> bool:
    """Tell whether enough of the first answers are right."""
    return n_right(first) >= NEEDED


def _race(**spec: object) -> Experiment:
    return Experiment("race", to_address(BakeoffSpec(**spec)))


def _lab(**settings: object) -> Experiment:
    return Experiment("lab", lab_query(LabSettings.parse(settings)))


def _judge(plan: Mapping[str, object], **spec: object) -> Experiment:
    return Experiment("judge", to_query(BakeoffSpec(**spec)) | write(Plan.parse(plan), "judge."))


QUESTIONS = (
    Question(
        "deep",
        "What makes learning deep?",
        {
            "data": ("Very many rows to learn from", "A tree learns from many rows too, and is not deep."),
            "speed": ("Hardware with enough power", "It makes a deep network faster to train, not deep."),
            "layers": ("Features learnt in layers", ""),
        },
        "layers",
        "The features are learnt as well: each layer makes new ones from the layer before. A tree or a support vector "
        "machine takes the columns as they are. In the experiment, a network without hidden layers can only draw a "
        "straight line. Add one layer and watch it close the circle.",
        _lab(data="circle", layers="", learning_rate="0.1"),
    ),
    Question(
        "ai",
        "How are deep learning and artificial intelligence related?",
        {
            "same": ("They are two names of one thing", "A program of rules alone is AI, yet learns nothing."),
            "part": ("Deep learning is a part of AI", ""),
            "whole": ("AI is a part of deep learning", "It is the other way round: AI is the wider field."),
        },
        "part",
        "Artificial intelligence also has programs that follow rules that people wrote. Machine learning is the part "
        "that learns from examples, and deep learning the part of it that learns its features as well. In the "
        "experiment only the network has features of its own.",
        _race(dataset="digits", contenders=["linear", "decision_tree", "keras_mlp"]),
    ),
    Question(
        "structure",
        "What is a deep network made of?",
        {
            "questions": ("Questions about one feature after another", "That is a decision tree."),
            "layers": ("Layers of neurons that weights connect", ""),
            "rows": ("The training rows that matter most", "Those are support vectors."),
        },
        "layers",
        "The input layer takes the features, hidden layers make new features, and the output layer answers. Each "
        "neuron adds its inputs times their weights and its bias; an activation bends the sum. The network of the "
        "experiment has two inputs, four and three hidden neurons and two outputs: 35 weights and biases.",
        _lab(data="moons", layers="4:tanh,3:tanh"),
    ),
    Question(
        "activation",
        "Ten layers, all with the identity as their activation: what can such a network draw?",
        {
            "curve": ("Curves, if its layers are wide", "A sum of linear functions is linear, however wide."),
            "line": ("A straight line and no other", ""),
            "any": ("Anything, if it is deep enough", "That needs a bend between the layers."),
        },
        "line",
        "Without a bend in each layer, ten layers are one. It is the activation (sigmoid, tanh, ReLU) that makes depth "
        "worth anything. Change it in the experiment from linear to tanh and see.",
        _lab(data="xor", layers="8:linear,8:linear,8:linear"),
    ),
    Question(
        "backward",
        "What does backward propagation give?",
        {
            "gradient": ("The slope of the loss for each weight", ""),
            "weights": ("The weights that have the lowest loss", "It says which way is down, not how far."),
            "error": ("The share of answers that are wrong", "That is only counted: no chain rule."),
        },
        "gradient",
        "It is the chain rule, from the loss back to each weight, and gives slopes alone. Gradient descent then steps "
        "a little against them, and begins again. In the lab one step at a time can be taken.",
        _lab(data="moons", layers="3:tanh"),
    ),
    Question(
        "loss",
        "Why is a network trained on a loss and not on accuracy itself?",
        {
            "slope": ("Accuracy has no slope to follow", ""),
            "fair": ("Accuracy is unfair to rare classes", "So is a loss: both count all rows alike."),
            "fast": ("A loss is quicker to compute", "It is not: accuracy only counts."),
        },
        "slope",
        "Move a weight a little and no answer changes: the slope of accuracy is zero almost everywhere. Cross-entropy "
        "counts how sure each answer was, so every weight learns whether up or down is better. In the race the loss "
        "falls where accuracy stands still.",
        _race(dataset="digits", contenders={"keras_mlp": {}}),
    ),
    Question(
        "rate",
        "The loss jumps up and down and does not fall. What is to be tried first?",
        {
            "layers": ("A network of more layers", "More weights do not make its steps shorter."),
            "epochs": ("Training for more epochs", "More steps of the same length jump on."),
            "rate": ("A smaller learning rate", ""),
        },
        "rate",
        "Each step goes beyond the valley’s floor and up the other side. Try a tenth of the rate first. Adam and its "
        "relatives set each weight’s step themselves, yet they have a rate as well.",
        _lab(data="circle", layers="8:relu,8:relu", learning_rate="3"),
    ),
    Question(
        "scale",
        "Whom does it hurt if columns are not scaled?",
        {
            "tree": ("The decision tree and the forest", "They use the order of a column’s values alone."),
            "svm": ("The support vector machine and the network", ""),
            "all": ("All four of them to the same degree", "Trees use the order of values alone."),
        },
        "svm",
        "A support vector machine measures distances and a network adds products: there a column in thousands drowns "
        "one in tenths. In this race of wines nothing is scaled; then set scaling back to standard.",
        _race(dataset="wine", rules={"scale": "none"}),
    ),
    Question(
        "good",
        "A model is right on 98 % of the rows. Is that good?",
        {
            "yes": ("Yes: one row in 50 is wrong", "It is not where one class has 98 % of the rows."),
            "no": ("No: 2 % are too many wrong", "Where labels are wrong as often, nothing does better."),
            "depends": ("It depends on the baseline", ""),
        },
        "depends",
        "The baseline always names the most frequent class: where that has 98 % of the rows, so does its score. Here "
        "the baseline is right on six of ten biopsies, without looking at one.",
        _race(dataset="breast_cancer"),
    ),
    Question(
        "forest",
        "On a small table with ready columns, what is a good first choice?",
        {
            "network": ("A deep network", "It can be as good, but has far more to set."),
            "forest": ("A forest or an SVM", ""),
            "tree": ("One decision tree", "It changes much with the sample; a forest averages that."),
        },
        "forest",
        "Both need few rows and hardly any settings. On the four data sets of the experiment both have a higher mean "
        "accuracy than a single tree. A network shows its strength on pictures, sound and text, where features have to "
        "be found first.",
        _judge({"question": "datasets"}),
    ),
    Question(
        "layers",
        "How many layers should a network have?",
        {
            "few": ("One or two to begin with", ""),
            "many": ("As many as one can train", "More layers cost time and can learn noise."),
            "rows": ("One for each 100 rows", "The task decides: a straight border needs none."),
        },
        "few",
        "Begin small, and grow while the validation score does. The experiment begins with one layer of four units: "
        "add another and see whether the test loss falls any further.",
        _lab(data="moons", layers="4:tanh", learning_rate="0.1"),
    ),
    Question(
        "overfit",
        "Training loss falls, validation loss rises. What is that?",
        {
            "over": ("Overfitting", ""),
            "under": ("Underfitting", "Then the training loss would be high as well."),
            "error": ("Slow learning", "Then both would fall, only slowly."),
        },
        "over",
        "The network learns the training rows by heart, noise included. More rows, a smaller network, weight decay, "
        "dropout or stopping early help. The experiment has few points, much noise and a large network. Its test "
        "loss soon rises while its training loss falls.",
        Experiment("lab", lab_query(OVERFITTING)),
    ),
    Question(
        "test",
        "May the test part choose the settings?",
        {
            "yes": ("Yes, that is what it is for", "That is what the validation part is for."),
            "no": ("No, not for any choice", ""),
            "once": ("Yes, if it is only once", "What looks best on it had luck on it: once will do."),
        },
        "no",
        "Choosing by the test part makes it a part of training, and its score too good. Settings are chosen on "
        "validation rows or folds; the test part is for the final score.",
        _judge({"question": "which", "trials": 10}, dataset="wine"),
    ),
    Question(
        "seed",
        "The same network, trained again with another seed, scores two points less. Why?",
        {
            "luck": ("The draws were other ones", ""),
            "rows": ("It learnt from other test rows", "Nothing learns from test rows."),
            "worse": ("The new one is worse for good", "A third seed may give two points more."),
        },
        "luck",
        "First weights, the order of the rows and the split are drawn. A difference smaller than what seeds alone "
        "make says nothing about the models. This race trains every model that draws with five seeds.",
        _race(dataset="wine", rules={"seeds": 5}),
    ),
    Question(
        "fast",
        "Whose training time grows fastest with the number of rows?",
        {
            "tree": ("The decision tree’s", "It sorts: twice the rows, little more than twice the time."),
            "svm": ("The kernel machine’s", ""),
            "network": ("The neural network’s", "Twice the rows are twice the steps, no more."),
        },
        "svm",
        "It compares rows with rows: its time grows with the square of their number or faster. The race has 20,000 "
        "rows. Race again with 5,000 and compare the training times.",
        _race(
            dataset={"name": "gauss", "options": {"rows": 20_000, "noise": 0.5}},
            contenders=["decision_tree", "svm", "keras_mlp"],
        ),
    ),
    Question(
        "augment",
        "When do copies of pictures, shifted and turned a little, help?",
        {
            "always": ("Always: more is better", "A 6 upside down is a 9: such a copy teaches a mistake."),
            "few": ("When the meaning stays", ""),
            "never": ("Never: nothing is new", "To a model of pixels, a moved 6 is a new picture."),
        },
        "few",
        "They tell the model what does not matter. In this race only 300 pictures are known, each with three copies.",
        _race(dataset="digits", rules={"rows": 300}, transform={"copies": 3}),
    ),
    Question(
        "leak",
        "A race ends with 100 % for everybody. What is to be done first?",
        {
            "cheer": ("Race again with another seed to rule out luck", "A leak is there at every seed."),
            "harder": ("Choose the fastest one, since all are right", "They may all use the same leak."),
            "leak": ("Look for a column that gives the answer away", ""),
        },
        "leak",
        "Leaks make every score worthless. Examples: a column known only afterwards, the same row in both parts, a "
        "person on both sides. Bakeoff looks for them before and after each race and says so first. Sometimes it is "
        "simply easy, as here.",
        _race(dataset={"name": "blobs", "options": {"noise": 0.0, "classes": 2}}),
    ),
)
