"""Record of a contender: its name, its appearance, its hyperparameters and the builder of its estimator."""

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, Self

from numpy.typing import ArrayLike, NDArray

from bakeoff.contenders.traits import Cell, Improving, OwnProbabilities, ScriptedRace
from bakeoff.errors import SettingError, install, reason
from bakeoff.fields import Settings, Task
from bakeoff.text import _, declare


@dataclass(frozen=True)
class Identity:
    """Appearance of a contender in every chart, card, table and export.

    Attributes
    ----------
    colour : str
        Hex colour, distinct for colour-blind readers and legible on light and dark backgrounds.
    marker : str
        Plotly marker symbol.
    dash : str
        Plotly line dash.
    """

    colour: str
    marker: str
    dash: str = "solid"


class Estimator(Protocol):
    """A scikit-learn estimator that takes part in races; see `ReportingMixin`.

    One that can say why it answers as it does, or of which something can be drawn, is one of `Explains` or `Draws`.
    """

    fit_cpu_seconds_: float
    fit_wall_seconds_: float

    def fit(
        self, X: ArrayLike, y: ArrayLike, *, X_val: ArrayLike | None = None, y_val: ArrayLike | None = None
    ) -> Self:
        """Learn from X and y, and report scores on the validation rows, if given."""

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return a class or a number for each row."""

    def set_callbacks(self, *callbacks: Any) -> Self:
        """Register callbacks for each step of the next fit; see `sklearn.callback`."""


TUNABILITY = "Probst et al. 2019 (arXiv 1802.09596)"
"""Source of presets: the best defaults over 38 data sets."""
BETTER_BY_DEFAULT = "Holzmüller et al. 2024 (arXiv 2407.04491)"
"""Source of presets: the best defaults over 118 data sets."""


@dataclass(frozen=True)
class Preset:
    """Settings of a contender that were chosen for a purpose.

    Attributes
    ----------
    name : {"plain", "strong", "fast"}
    values : mapping of str to object
        The settings that differ from the plain ones.
    source : str
        Publication with these values; empty where Bakeoff chose them.
    task : {"classification", "regression"}, optional
        Task that they are for; both if None.
    """

    name: Literal["plain", "strong", "fast"]
    values: Mapping[str, Any]
    source: str = ""
    task: Task | None = None


def _always(_settings: Settings, _task: Task) -> bool:
    return True


def _never(_settings: Any) -> bool:
    return False


def _takes_weights(_settings: Any) -> bool:
    return True


def _uncounted(_fitted: Any) -> Mapping[str, int]:
    return {}


def never_seeded(_settings: Settings, _task: Task) -> bool:
    """Tell that the same rows always teach the same: for `Contender.seeded`."""
    return False


@dataclass(frozen=True)
class Contender:
    """One model that can race.

    Attributes
    ----------
    name : str
        Name in specs, links and on the command line; the folder's name.
    label : str
        Its name in sentences, figures, scripts and exports: short, and the field's own.
    summary : str
        One sentence on how it learns.
    identity : Identity
        Its colour, marker and dash.
    hyperparameters : type of Settings
        Its hyperparameters, declared with `bakeoff.fields.setting`.
    build : callable
        ``build(settings, task, seed)`` returns a new, unfitted estimator: an `Estimator`, or any of scikit-learn's
        kind. It imports what it needs.
    order : int
        Place on the page; contenders of one place stand by name.
    sizes : callable
        ``sizes(fitted)`` returns counts that tell how big the fitted model is, by plural noun
        (``{"parameters": 25450}``); none unless it says otherwise.
    step_name : str
        What one reported step is ("epoch", "tree", "depth"); empty where it only reports the end.
    step_told : str
        Which one of them, within a sentence: "epoch {n}"; the name and the number unless it says otherwise.
    selected : bool
        Whether it takes part unless switched off.
    for_own_tables : bool
        Whether it takes part in a race on a table that a visitor brings, unless switched off, even if not `selected`.
    baseline : bool
        Whether it is a floor to compare with, not a rival.
    package : str
        Module it needs beyond Bakeoff's own requirements; empty for none.
    extra : str
        Optional dependency group that brings `package`.
    forecast : callable, optional
        ``forecast(estimator, X, y)`` returns how many seconds its fit on these rows will take, measured
        on a small sample; for contenders whose fit grows faster than the rows do.
    quick : bool
        Whether its fit is over before another's has begun to tell of itself.
    ends_early : bool
        Whether its fit ends when a callback asks for it, and then answers with what it has learnt so far.
    goes_back : callable
        ``goes_back(settings)`` returns whether a fit ends as it stood at its lowest validation loss, and not as after
        its last step.
    seeded : callable
        ``seeded(settings, task)`` returns whether what it learns depends on its seed, the rows being the same.
    needs_scaling : str
        What becomes of it where columns are not scaled, a sentence; empty if it does not mind.
    improving : Improving, optional
        How one sees that it would have become better by going on.
    former : mapping of str to object
        Defaults that links without a version mean, where today's differ.
    own_probabilities : callable, optional
        Returns how its probabilities are made, if it is scikit-learn's model but for these: then they are always
        calibrated, unless that is switched off for all.
    script : callable, optional
        ``script(contender, settings, race)`` returns the cells of its part of a race's script; without one a script
        leaves it out.
    packages : tuple of str
        Packages that it needs beside NumPy, pandas and scikit-learn, by every name that pip may know them by. A report
        and exported scripts name those that are installed.
    rival : bool
        Whether the network lab sets it beside its network.
    technical : str
        Name in the field, where that differs from the label: a tooltip on the page, and beside the label in exports.
    of_texts : str
        What it does with the sparse features of texts that others do not, a sentence.
    weighs_texts : bool
        Whether it weighs these as `bakeoff.contenders.weighed_texts` does.
    presets : tuple of Preset
        Settings to choose with one click, beside the plain ones that it begins with.
    takes_weights : callable
        ``takes_weights(settings)`` returns whether its fit weighs rows, by a parameter ``sample_weight``.
    """

    name: str
    label: str
    summary: str
    identity: Identity
    hyperparameters: type[Settings]
    build: Callable[[Any, Task, int], Any]
    order: int = 100
    sizes: Callable[[Any], Mapping[str, int]] = _uncounted
    step_name: str = ""
    selected: bool = True
    for_own_tables: bool = False
    baseline: bool = False
    package: str = ""
    extra: str = ""
    forecast: Callable[[Any, NDArray[Any], NDArray[Any]], float] | None = None
    quick: bool = False
    ends_early: bool = False
    goes_back: Callable[[Any], bool] = _never
    seeded: Callable[[Any, Task], bool] = _always
    needs_scaling: str = ""
    improving: Improving | None = None
    former: Mapping[str, Any] = field(default_factory=dict, hash=False)
    own_probabilities: Callable[[], OwnProbabilities] | None = None
    script: "Callable[[Contender, Any, ScriptedRace], Iterable[Cell]] | None" = None
    packages: tuple[str, ...] = ()
    rival: bool = False
    technical: str = ""
    of_texts: str = ""
    weighs_texts: bool = False
    step_told: str = ""
    presets: tuple[Preset, ...] = ()
    takes_weights: Callable[[Any], bool] = _takes_weights

    def __post_init__(self) -> None:
        declare(self, "label", "summary", "step_name", "needs_scaling", "technical", "of_texts", "step_told")

    def estimator(self, settings: Any, task: Task, seed: int, *, log_target: bool = False) -> Any:
        """Return a new `Estimator`: what `build` makes, or that with a clock and a voice if it has none.

        With `log_target` it learns the logarithm of numbers, unless it is a baseline.
        """
        from bakeoff.contenders.log_target import LogTarget
        from bakeoff.contenders.plain import taking_part

        made = taking_part(self.build(settings, task, seed))
        return LogTarget(made) if log_target and task == "regression" and not self.baseline else made

    def sizes_of(self, fitted: Any) -> dict[str, int]:
        """Return the `sizes` of a fitted model; none where counting fails, which is no reason to lose its score."""
        try:
            return {noun: int(n) for noun, n in self.sizes(fitted).items()}
        except Exception as error:
            reason(error, f"the sizes of the contender {self.name} cannot be counted")
            return {}

    def presets_for(self, task: Task) -> dict[str, Preset]:
        """Return the presets for a task by name, the plain one first."""
        return {"plain": Preset("plain", {})} | {
            preset.name: preset for preset in self.presets if preset.task in (None, task)
        }

    def preset(self, name: str, task: Task) -> Settings:
        """Return the settings of a preset.

        Parameters
        ----------
        name : {"plain", "strong", "fast"}
        task : {"classification", "regression"}

        Raises
        ------
        SettingError
            If it has no such preset for this task.
        """
        known = self.presets_for(task)
        if name not in known:
            raise SettingError(
                _(
                    "{label} has no preset “{name}”; it has {names}.",
                    label=self.label,
                    name=name,
                    names=", ".join(known),
                )
            )
        return self.hyperparameters.parse(known[name].values)

    @property
    def module(self) -> str:
        """Module that its jobs begin with: ``estimator`` beside the one that builds it, if there is one."""
        own = self.build.__module__
        package, _dot, _name = own.rpartition(".")
        beside = f"{package}.estimator"
        return beside if package and importlib.util.find_spec(beside) else own

    @property
    def both_names(self) -> str:
        """Label, with the name in the field where that differs."""
        return (
            _("{label} ({technical})", label=self.label, technical=self.technical) if self.technical else _(self.label)
        )

    def step(self, n: int) -> str:
        """Say which step, within a sentence."""
        number = f"{n:,}"
        return _(self.step_told, n=number) if self.step_told else _("{step} {n}", step=self.step_name, n=number)

    @property
    def missing(self) -> str:
        """Sentence that says what to install first, or empty when it can race."""
        if not self.package or importlib.util.find_spec(self.package.partition(".")[0]):  # a part of none raises
            return ""
        return _("Not installed: run {command} to race {label}.", command=install(self.extra), label=self.label)
