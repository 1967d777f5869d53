"""Descriptions of a contender beyond its name and settings, as plain records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bakeoff.fields import Task
from bakeoff.text import declare, declared

WIDE_COLUMNS_DROWN_NARROW = declared(
    "In a support vector machine or a neural network wide columns drown narrow ones. It then loses for no fault of its "
    "own."
)


@dataclass(frozen=True)
class Improving:
    """Sign that a completed fit would have improved further, and the message about it.

    Attributes
    ----------
    measure : {"loss", "score"}
        Of the validation set: the least loss still fell in the last fifth of the steps, or the mean score still rose.
    level : {"warning", "note"}
    told, meaning, mend : str
        A sentence each: the observation, with ``{label}`` for the contender, its meaning, and the remedy.
    """

    measure: Literal["loss", "score"]
    level: Literal["warning", "note"]
    told: str
    meaning: str
    mend: str

    def __post_init__(self) -> None:
        declare(self, "told", "meaning", "mend")


@dataclass(frozen=True)
class OwnProbabilities:
    """Class probabilities of a contender that scikit-learn's own class does not offer.

    Attributes
    ----------
    functions : tuple of callable
        Those that the two texts below call, and their helpers. Their source needs NumPy as ``np``, its ``NDArray`` and
        SciPy's ``softmax``.
    scores : str
        Python expression for the input of the softmax, from a fitted ``{model}`` and its rows ``{X}``.
    probabilities : str
        Python expression for the probabilities, from the same and ``{scale}``, 1.0 where they are not calibrated.
    most_held_out : int
        Largest number of rows held out to calibrate them.
    note : str
        Difference between the contender and scikit-learn's class alone.
    """

    functions: tuple[Callable[..., Any], ...]
    scores: str
    probabilities: str
    most_held_out: int
    note: str

    def __post_init__(self) -> None:
        declare(self, "note")


@dataclass(frozen=True)
class NetworkFile:
    """A fitted network, or boosted trees, as its library writes it, and the Python that opens it.

    Attributes
    ----------
    name : str
        Of the file.
    packages : tuple of str
        What these need, as pip calls it.
    lines : tuple of str
        Python that comes from ``features`` to ``outputs``, double precision: class probabilities, or standardised
        numbers, shape (n_rows, n_outputs).
    dtype : str
        Of ``features``.
    """

    name: str
    content: bytes
    imports: tuple[str, ...]
    packages: tuple[str, ...]
    lines: tuple[str, ...]
    dtype: str = "float32"


@dataclass(frozen=True)
class Cell:
    """One step of a tutorial.

    Attributes
    ----------
    words : str
        What the step does and why, in plain sentences.
    code : str
        Python without imports; may be empty.
    imports : tuple of str
        Import statements that the code needs, each of one name: ``from x import y``, ``import x as y``.
    """

    title: str
    words: str
    code: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScriptedRace:
    """Description of a race for a contender's part of its script.

    The lines before it define ``X_train``, ``y_train``, ``X_test``, and ``X_validation`` and ``y_validation`` if there
    is a validation set. The part ends with ``score(label, answers)``, for classes ``score(label, answers, classes,
    probabilities)``.

    Attributes
    ----------
    task : {"classification", "regression"}
    rows, features : int
        Size of the dataset.
    seeds : tuple of int
        The contender's.
    calibrated : bool
        True if its probabilities are calibrated in the race: ``calibrated(model, scores_of, most)`` returns a scale.
    validates : bool
        True if there is a validation set.
    together : str
        Python that numbers the training rows: equal numbers must not be split, -1 marks synthetic rows. Empty if any
        may be split.
    tensorflow : bool
        True if the script imports TensorFlow.
    sparse : bool
        True if ``X_train`` and its like are sparse matrices, as those of texts are.
    lacks : bool
        True if the training set may lack a class.
    weighed : bool
        True if the contender weighs training rows by ``weights``; ``weighed(model)`` returns them for its ``fit``.
    logarithmic : bool
        True if the contender learns the logarithm of the target, which is ``log_y_train``.
    least_cost : bool
        True if answers are made of probabilities and costs, by ``score``.
    """

    task: Task
    rows: int
    features: int
    seeds: tuple[int, ...]
    calibrated: bool
    validates: bool
    together: str
    tensorflow: bool
    sparse: bool = False
    lacks: bool = False
    weighed: bool = False
    logarithmic: bool = False
    least_cost: bool = False

    @property
    def target(self) -> str:
        """Python that says what the contender learns."""
        return "log_y_train" if self.logarithmic else "y_train"

    @property
    def held_target(self) -> str:
        """Python that says the same of the validation set."""
        return "np.log(y_validation)" if self.logarithmic else "y_validation"

    def answers(self, learnt: str) -> str:
        """Return Python that makes answers of what the contender has learnt to say."""
        return f"np.exp({learnt}, dtype=np.float64)" if self.logarithmic else learnt

    def weights(self, name: str) -> str:
        """Return the last argument of the ``fit`` of the model called `name`, if it weighs rows."""
        return f", **weighed({name})" if self.weighed else ""

    def network_rows(self, X: str) -> str:
        """Return Python that says the rows called `X` as a network of 32 bits takes them; ``texts`` are weighed."""
        rows = f"{X}.astype(np.float32)"
        return f"texts.transform({rows}).toarray()" if self.sparse else rows

    @property
    def weighed_texts(self) -> str:
        """Python that weighs texts as `bakeoff.contenders.weighed_texts` does; ``first_of_texts`` is known by then."""
        return f"WeighedTexts(first_of_texts, {self.task == 'classification'})"

    @property
    def seed(self) -> str:
        """Python that says the contender's seed: the name ``seed`` if there are several."""
        return "seed" if len(self.seeds) > 1 else repr(self.seeds[0])
