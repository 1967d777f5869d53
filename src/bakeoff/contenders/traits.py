"""What a contender tells of itself beside its name and its settings, as plain records that others read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bakeoff.fields import Task
from bakeoff.text import declare, declared

WIDE_COLUMNS_DROWN_NARROW = declared(
    "Wide columns drown narrow ones in an SVM or an MLP, which then lose for no fault of their own."
)


@dataclass(frozen=True)
class Improving:
    """How one sees that a fit which came to its end would have gone on becoming better, and what is said then.

    Attributes
    ----------
    measure : {"loss", "score"}
        Of the validation part: the least loss still fell in the last fifth of the steps, or the mean score still rose.
    level : {"warning", "note"}
    told, meaning, mend : str
        A sentence each: what is seen, with ``{label}`` for the contender, what it means, and what to do.
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
    """How class probabilities are made that scikit-learn's class of a contender does not have.

    Attributes
    ----------
    functions : tuple of callable
        Those that the two texts below call, and what these call; their source needs NumPy as ``np``, its ``NDArray``
        and SciPy's ``softmax``.
    scores : str
        Python for what the softmax is taken of, of a fitted ``{model}`` and its rows ``{X}``.
    probabilities : str
        Python for the probabilities, of the same and of ``{scale}``, 1.0 where they are not calibrated.
    most_held_out : int
        Rows that are held out at most to calibrate them.
    note : str
        In what scikit-learn's class alone differs from the contender.
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
    """A fitted network as its library writes it, and the Python that opens it.

    Attributes
    ----------
    name : str
        Of the file.
    content : bytes
    imports : tuple of str
    packages : tuple of str
        What these need, as pip calls it.
    lines : tuple of str
        Python that comes from ``features``, single precision, to ``outputs``, double precision: class probabilities,
        or standardised numbers, shape (n_rows, n_outputs).
    """

    name: str
    content: bytes
    imports: tuple[str, ...]
    packages: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One step of a tutorial.

    Attributes
    ----------
    title : str
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
    """What a contender's part of a race's script may know of the race.

    The lines before it have made ``X_train``, ``y_train``, ``X_test``, and ``X_validation`` and ``y_validation`` if
    there is such a part. It ends with ``score(label, answers)``, for classes
    ``score(label, answers, classes, probabilities)``.

    Attributes
    ----------
    task : {"classification", "regression"}
    rows, features : int
        Size of the data set.
    seeds : tuple of int
        The contender's.
    calibrated : bool
        Whether its probabilities are calibrated in the race: ``calibrated(model, scores_of, most)`` returns a scale.
    validates : bool
        Whether there is a validation part.
    together : str
        Python that numbers the training rows, those alike that must not be parted, -1 for rows that were made up of
        others; empty if any may be parted.
    tensorflow : bool
        Whether the script imports TensorFlow.
    sparse : bool
        Whether ``X_train`` and its like are sparse matrices, as those of texts are.
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
