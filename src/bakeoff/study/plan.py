"""Question of a study and its number of repeats, declared once for page, link and Python."""

import math
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BeforeValidator, ValidationError

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.errors import SettingError
from bakeoff.fields import Knob, Settings, knobs, none_from_text, setting
from bakeoff.preparation.steps import MOST_FEATURES, n_polynomial
from bakeoff.refusals import explain, unknown
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.preparations import preparations
from bakeoff.text import _, enumerated
from bakeoff.transform import SLIDERS, Transform

Question = Literal["which", "rows", "setting", "turn", "preparations", "datasets", "fair"]
ROW_SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
"""Shares of the training part that a learning curve is measured at."""
INNER_FOLDS = 3
"""Folds of a training part that each tuning trial is scored on."""
TRANSFORM = "transform"
COARSE = 7
"""Values of a number that are compared."""
CLOSER, LOOKS = 3, 2
"""Further values of a slider between the two around its tipping point, and how often there are more, at most."""
_DECADES = 2
_MOST_NOISE = 0.42
"""Label noise of two classes up to which the study asks who leads."""


def _split(value: Any) -> Any:
    """Read ``iris,wine`` as two names."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


class Plan(Settings):
    """One study of a race's contenders.

    Examples
    --------
    >>> Plan.parse({"method": "k_fold", "folds": "10"}).folds
    10
    """

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingError(explain(error, type(self), _("The judge"))) from error

    question: Question = setting(
        "which",
        label="Question",
        help="What is to be found out.",
        options={
            "which": "Which is better?",
            "rows": "How much data does it need?",
            "setting": "Which setting is best?",
            "turn": "What would change the winner?",
            "preparations": "Does it hold however the data are prepared?",
            "datasets": "Does it hold on other data?",
            "fair": "Is it a fair fight?",
        },
        primary=True,
    )
    varied: str = setting(
        "svm.C",
        max_length=80,
        label="Setting",
        help="The hyperparameter whose values are compared, or what of the transform, for every contender at once.",
        only_if=("question", ("setting",)),
        primary=True,
    )
    slider: Literal["junk", "rotation", "smooth", "label_noise"] = setting(
        "junk",
        label="Slider",
        help="Makes the task harder step by step, for every contender at once, until another one leads.",
        options={name: knob.label for knob in knobs(Transform) for name in SLIDERS if knob.name == name},
        only_if=("question", ("turn",)),
        primary=True,
    )
    datasets: Annotated[tuple[str, ...], BeforeValidator(_split)] = setting(
        ("iris", "wine", "breast_cancer", "digits"),
        label="Data sets",
        help="The data sets that the contenders are ranked over.",
        docs="https://www.jmlr.org/papers/v7/demsar06a.html",
        only_if=("question", ("datasets",)),
        primary=True,
    )
    method: Literal["k_fold", "shuffle", "leave_one_out"] = setting(
        "k_fold",
        label="Resampling",
        help="How the rows are split repeatedly: each part is the test part once, or parts are random.",
        docs="https://scikit-learn.org/stable/modules/cross_validation.html",
        options={"k_fold": "k folds", "shuffle": "Random test parts", "leave_one_out": "Leave one out"},
    )
    folds: int = setting(
        5,
        ge=2,
        le=50,
        step=1,
        label="Folds",
        help="In how many parts the rows are cut; each is held out once.",
        docs="https://scikit-learn.org/stable/modules/cross_validation.html#k-fold",
        only_if=("method", ("k_fold", "shuffle")),
        primary=True,
    )
    repeats: int = setting(
        2,
        ge=1,
        le=100,
        step=1,
        label="Repeats",
        help="How many times that is done, cut anew each time; with “Keep going” the most there may be.",
        docs="https://scikit-learn.org/stable/modules/cross_validation.html#repeated-k-fold",
        only_if=("method", ("k_fold", "shuffle")),
        primary=True,
    )
    until_decided: bool = setting(
        False,
        label="Keep going until decided",
        help="Ends once the leader is compared with each other contender for certain, or when repeats or time run out.",
        only_if=("question", ("which",)),
        primary=True,
    )
    rope: float = setting(
        0.01,
        ge=0.0,
        le=0.5,
        step=0.005,
        label="Smallest difference that matters",
        help="Differences up to this in what decides count as practically equal: in accuracy 0.01 is one point.",
        docs="https://jmlr.org/papers/v18/16-305.html",
        primary=True,
    )
    group: str = setting(
        "",
        max_length=200,
        label="Keep together",
        help="A column: rows with the same value stay on one side, training or test; nobody learns from it. None: "
        "the race’s column, where it splits by group.",
        docs="https://scikit-learn.org/stable/modules/cross_validation.html#group-k-fold",
        only_if=("method", ("k_fold", "shuffle")),
        column=True,
    )
    learning_part: bool = setting(
        False,
        label="Keep off the race’s test part",
        help="Uses only the rows that the race learns from, so its test part stays unseen. Always on when settings "
        "are tuned, compared or repaired, since the best can go back to the race.",
    )
    trials: int = setting(
        0,
        ge=0,
        le=200,
        step=5,
        label="Tuning trials",
        help="Tries so many settings of each contender within each training part, and races the best beside the given.",
        only_if=("question", ("which",)),
    )
    tuning_cpu_seconds: Annotated[float | None, BeforeValidator(none_from_text)] = setting(
        None,
        gt=0.0,
        le=86_400.0,
        step=10.0,
        label="Tuning budget, CPU seconds",
        help="After this time a contender begins no other trial in a fold; the same for all. None: no limit.",
        only_if=("question", ("which",)),
    )
    minutes: float = setting(
        5.0,
        gt=0.0,
        le=600.0,
        step=1.0,
        label="Time limit, minutes",
        help="The study ends with what it has by then.",
    )

    @property
    def ends_when_decided(self) -> bool:
        """True if folds are added until the leader is compared for certain."""
        return self.until_decided and self.question == "which"

    @property
    def chooses(self) -> bool:
        """True if settings are tuned, compared or repaired, so that the best may go back to the race."""
        return self.question in ("setting", "fair") or (self.question == "which" and self.trials > 0)

    @property
    def path(self) -> str:
        """The setting whose values are compared, as a spec names it; empty if none are."""
        return {"setting": self.varied, "turn": f"{TRANSFORM}.{self.slider}"}.get(self.question, "")

    @property
    def begins_as_set(self) -> bool:
        """True if the first of the points is the race as it is set, and the others are changes of it."""
        return self.question in ("turn", "preparations")

    def settled(self) -> Self:
        """Return the plan that a study goes by: what chooses settings keeps off the race's test part, asked or not.

        A study keeps it in its record, so that one that is stored says by itself which rows it has looked at.
        """
        return self.replace("learning_part", True) if self.chooses else self

    def replace(self, name: str, value: Any) -> Self:
        """Return the plan with the setting called `name` changed to `value`, or its text; raises SettingError."""
        return self.parse(dict(self) | {name: value}, _("The study"))

    def points(self, spec: BakeoffSpec) -> tuple[Any, ...]:
        """Return what is compared beside the contenders: row shares, values, preparations, data sets, or ``(None,)``.

        Raises
        ------
        SettingError
            If the setting has no effect, or is none of the transform or of a contender that takes part, if there is
            one way alone to prepare the data, or the data sets are not two or more of one task.
        """
        if self.question == "datasets":
            return self._datasets(spec)
        if self.question == "rows":
            return ROW_SHARES
        if self.question == "preparations":
            return preparations(spec, self.judged(spec.rules))
        if self.path:
            name, knob = self.knob(spec)
            info = spec.dataset.info
            if self.question == "turn" and not knob.applies(spec.transform, info.task, info.kind):
                raise SettingError(_("“{setting}” has no effect on {title}.", setting=_(knob.label), title=info.title))
            if self.question == "turn":
                if knob.name == "label_noise" and info.classes == 2:  # at a half nothing is left to learn
                    knob = replace(knob, maximum=_MOST_NOISE)
                return values(knob, None)  # from nothing to the most, wherever the race has set it
            if name is None:
                return transforms(knob, spec)
            return values(knob, getattr(spec.contenders[name], knob.name))
        return (None,)

    def judged(self, rules: Rules) -> Rules:
        """Return the rules that a study goes by: the race's, but rows that are kept together are split by group."""
        return rules.parse(dict(rules) | {"split": "group", "split_by": self.group}) if self.group else rules

    def _datasets(self, spec: BakeoffSpec) -> tuple[str, ...]:
        infos = {name: dataset(name) for name in self.datasets}
        odd = [info.title for info in infos.values() if info.task != spec.dataset.info.task]
        if odd:
            raise SettingError(_("{titles} asks for another kind of answer; leave it out.", titles=enumerated(odd)))
        if len(infos) < 2 or self.method == "leave_one_out":
            raise SettingError(_("Ranks need two data sets or more, and folds or random test parts; change that."))
        return tuple(infos)

    def knob(self, spec: BakeoffSpec) -> tuple[str | None, Knob]:
        """Return the contender, None for all of them alike, and the setting that are compared; raises SettingError."""
        name, _dot, wanted = self.path.partition(".")
        if name == TRANSFORM:
            for knob in knobs(Transform):
                if knob.name == wanted:
                    return None, knob
            raise unknown(wanted, [knob.name for knob in knobs(Transform)], _("setting"))
        able = [field for field in knobs(contender(name).hyperparameters) if field.name == wanted and comparable(field)]
        if name not in spec.contenders:
            raise SettingError(
                _("{label} does not take part; choose a setting of one that does.", label=contender(name).label)
            )
        if not able:
            raise SettingError(_("“{path}” is no setting whose values can be compared.", path=self.varied))
        return name, able[0]


def transforms(knob: Knob, spec: BakeoffSpec) -> tuple[Any, ...]:
    """Return the values of a setting of the transform to compare, those left out that the data do not allow.

    Components go up to as many as there are features, seven numbers evenly on a logarithmic scale.
    """
    now, n_features = getattr(spec.transform, knob.name), spec.dataset.info.features
    if knob.name == "components":
        most = min(int(knob.maximum or n_features), n_features)
        counts = {round(float(number)) for number in np.geomspace(1, most, COARSE)}
        return tuple(sorted(counts | ({min(now, most)} if now else set())))
    tried = values(knob, now)
    if knob.name == "degree":
        wide = min(spec.transform.components or n_features, n_features)
        return tuple(degree for degree in tried if degree == 1 or n_polynomial(wide, degree) <= MOST_FEATURES)
    return tried


def comparable(knob: Knob) -> bool:
    """Return whether a setting has values that can be laid out one after another."""
    return knob.kind not in ("text", "column", "columns", "rows")


def values(knob: Knob, now: Any) -> tuple[Any, ...]:
    """Return the values of a setting to compare, `now` among them.

    All of a choice; else seven between its limits: for one that is best moved on a logarithmic scale, or that has no
    near limit, within two decades of `now`, or of its default.
    """
    if knob.kind == "choice":
        return tuple(knob.options)
    if knob.kind == "bool":
        return (False, True)
    near = float(now if now else knob.default or knob.step or 1.0)
    low = -math.inf if knob.minimum is None else float(knob.minimum)
    high = math.inf if knob.maximum is None else float(knob.maximum)
    if knob.log or not low > -math.inf or high / max(near, 1e-12) > 10**_DECADES:
        spread = [near * 10 ** (_DECADES * (2 * i / (COARSE - 1) - 1)) for i in range(COARSE)]
    else:
        spread = [low + (high - low) * i / (COARSE - 1) for i in range(COARSE)]
    kept = [min(max(value, low), high) for value in spread] + ([now] if now is not None else [])
    as_kind = int if knob.kind == "int" else lambda number: float(f"{number:.3g}")  # as a person would type it
    return tuple(sorted({as_kind(value) for value in kept}))
