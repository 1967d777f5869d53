"""Record of a lesson: a task, the page's settings, its visible parts, hints, and a goal."""

import functools
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from bakeoff.contenders import contenders
from bakeoff.errors import SettingError
from bakeoff.evaluation.metrics import metric_named
from bakeoff.fields import Settings
from bakeoff.html import unlinked
from bakeoff.lesson.chapter import chapter, chapters
from bakeoff.lesson.goal import Condition, Goal
from bakeoff.lesson.opened import Place
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.network.point_settings import PointSettings
from bakeoff.refusals import unknown
from bakeoff.service.events import CHAPTER
from bakeoff.study.record import TUNED
from bakeoff.text import _

MOST_TITLE, MOST_TASK, MOST_HINTS, MOST_HINT = 100, 2000, 5, 500
MOST_LESSONS = 20
"""Lessons of a course."""
MOST_JSON = 40_000
"""Characters of a lesson as JSON: painted points and all."""
GROUPS = ("dataset", "contenders", "rules", "transform")
"""Parts of races and studies that lessons can hide besides single contenders: groups of settings, by path."""

_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that change the direction of the text after them."""
_MARKS = re.compile(r"[\\`_{}\[\]()#=!|:$~<>@&]|(?<=\bwww)\.|(?<=-)-", re.IGNORECASE)


def _printable(text: str) -> str:
    """Return a text with one kind of line end; ValueError for characters that cannot be seen."""
    text = text.replace("\r\n", "\n").replace("\t", " ").strip()
    if any(letter in _TURNING or (letter != "\n" and unicodedata.category(letter) in ("Cc", "Cs")) for letter in text):
        raise ValueError(_("free of control characters"))
    return text


def _said(text: str) -> str:
    """Return a text with something in it; ValueError if there is nothing."""
    if not text:
        raise ValueError(_("some words"))
    return text


Paragraphs = Annotated[str, AfterValidator(_printable)]
Title = Annotated[Paragraphs, AfterValidator(lambda text: " ".join(text.split())), AfterValidator(_said)]
Hint = Annotated[Paragraphs, AfterValidator(_said)]


class Lesson(Settings):
    """A lesson; raises SettingError, one sentence, for whatever is wrong with it.

    Attributes
    ----------
    place : {"lab", "race", "judge", "learn"}
        The page that it opens.
    free_data : bool
        True if learners can use other data. Else the data are hidden and stay as they are.
    title, task : str
        In the teacher's words.
    state : mapping of str to str
        What that page is set to, as its link has it.
    hidden : tuple of str
        What a race's or a study's page leaves out: some of `GROUPS`, ``judge`` for a study's question, and single
        contenders by their names. What the lab leaves out is a setting of its own, ``hide`` in `state`.
    hints : tuple of str
        Shown one after another, when asked for.
    """

    version: Literal[1] = 1
    place: Place
    free_data: bool = False
    title: Annotated[Title, Field(max_length=MOST_TITLE)]
    task: Annotated[Paragraphs, Field(max_length=MOST_TASK)] = ""
    state: Mapping[str, str] = Field(default_factory=dict, validate_default=True)
    hidden: Annotated[tuple[str, ...], Field(validate_default=True)] = ()
    hints: Annotated[tuple[Annotated[Hint, Field(max_length=MOST_HINT)], ...], Field(max_length=MOST_HINTS)] = ()
    goal: Goal

    @field_validator("state")
    @classmethod
    def _taken(cls, state: Mapping[str, str], info: Any) -> Mapping[str, str]:
        if "place" not in info.data:  # the place itself was refused; that is the error to tell
            return state
        start = StartingPoint.read(info.data["place"], state)
        if start.has_own_table:
            raise SettingError(_("A lesson on a table of one’s own can be opened by nobody else; choose other data."))
        if info.data["place"] == "lab" and not info.data.get("free_data"):
            start = start.replace("hide", ",".join({*start.network.hide, *PointSettings.model_fields}))
        return start.query()

    @field_validator("hidden")
    @classmethod
    def _controls(cls, hidden: tuple[str, ...], info: Any) -> tuple[str, ...]:
        place = info.data.get("place")
        known = () if place in ("lab", "learn") else (*GROUPS, *(["judge"] if place == "judge" else []), *contenders())
        for name in hidden:
            if place == "learn":
                raise SettingError(_("A lesson on a chapter hides nothing; leave out “hidden”."))
            if not known:
                raise SettingError(_("What a lesson hides of the lab is said in its state, by “hide”."))
            if name not in known:
                raise unknown(name, known, _("control"))
        locked = () if info.data.get("free_data") else ("dataset",)
        return tuple(name for name in known if name in hidden or name in locked)

    @field_validator("goal", mode="before")
    @classmethod
    def _goal(cls, goal: Any) -> Goal:
        if isinstance(goal, Goal):
            return goal
        if not isinstance(goal, Mapping):
            raise SettingError(_("A lesson’s goal must be given as its conditions."))
        return Goal.parse(goal, _("The goal"))

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.goal.place != self.place:
            raise SettingError(_("The goal is measured elsewhere than where the lesson is; choose other conditions."))
        if self.place == "learn" and not (
            len(self.goal.conditions) == 1 and self.goal.leading.of in chapter(self.start.chapter).levels
        ):
            raise SettingError(_("The goal of a lesson on a chapter is one goal of this chapter."))
        dead = [condition for condition in self.goal.conditions if not _can_be_measured(condition, self)]
        if dead and (self.goal.all_of or len(dead) == len(self.goal.conditions)):
            raise SettingError(
                _(
                    "“{condition}” can never be reached with these data and contenders, and the lesson hides what "
                    "could change that.",
                    condition=dead[0].in_words(),
                )
            )
        if len(self.to_json()) > MOST_JSON:
            raise SettingError(_("The lesson is too long to be kept; shorten it."))
        return self

    @functools.cached_property
    def start(self) -> StartingPoint:
        """Starting settings of its page."""
        return StartingPoint.read(self.place, self.state)

    @functools.cached_property
    def key(self) -> str:
        """Key of its attempts: a hash of the whole lesson; of a chapter, of its goal's name alone."""
        text = self.to_json() if self.place != "learn" else f"chapter {self.goal.leading.of}"
        return hashlib.sha256(text.encode()).hexdigest()

    @functools.cached_property
    def identity(self) -> str:
        """Identity of the task, whatever the words and their language; of a chapter, its goal as in `GoalReached`."""
        if self.place == "learn":
            return f"{CHAPTER}{self.goal.leading.of}"
        task = self.model_dump(mode="json", include={"place", "free_data", "state", "hidden", "goal"})
        return hashlib.sha256(json.dumps(task, sort_keys=True).encode()).hexdigest()

    @functools.cached_property
    def digest(self) -> str:
        """Hash of the whole lesson."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Return it as JSON in its one form, defaults left out."""
        values = self.model_dump(mode="json", exclude_defaults=True) | {"version": self.version}
        return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a lesson, also as a person wrote it; raises SettingError, one sentence, if it is none."""
        if len(text) > MOST_JSON:
            raise SettingError(_("The lesson is too long to be kept; shorten it."))
        try:
            values = json.loads(text)
            json.dumps(values, ensure_ascii=False).encode()  # fails for halves of characters
        except (ValueError, RecursionError) as error:
            raise SettingError(_("The lesson is not valid JSON.")) from error
        if not isinstance(values, dict):
            raise SettingError(_("The lesson must be a JSON object with place, title, state and goal."))
        if isinstance(values.get("version"), int) and values["version"] > 1:
            raise SettingError(_("This lesson was made by a newer Bakeoff; install that to open it."))
        missing = [name for name in ("place", "title", "goal") if name not in values]
        if missing:
            raise SettingError(_("The lesson has no “{name}”.", name=missing[0]))
        return cls.parse(values, _("The lesson"))


def chapter_lesson(level: str, task: str = "") -> Lesson:
    """Return the lesson on a chapter of Learn, by a name in `Chapter.levels`; raises SettingError for another."""
    record = next((record for record in chapters().values() if level in record.levels), None) or chapter(level)
    title = _(record.title) if level == record.name else _("{title}, hard goal", title=record.title)
    goal = {"all_of": [{"measure": "learn.reached", "of": level}]}
    values = {"place": "learn", "title": title, "task": task, "state": {"chapter": record.name}, "goal": goal}
    return Lesson.parse(values, _("The lesson"))


def markdown(text: str) -> str:
    r"""Return a teacher's words as Markdown in which they can stress and list things, and nothing else.

    There is no HTML, no picture, and no link: an address is shown as text.

    Examples
    --------
    >>> print(markdown("**Look** at ![me](a.png)"))
    **Look** at \!\[me\]\(a.png\)
    """
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", unlinked(text))


def _can_be_measured(condition: Condition, lesson: Lesson) -> bool:
    """Tell whether a condition is about data and contenders that are there, or that the lesson lets one choose."""
    start = lesson.start
    if lesson.place == "learn":
        return True
    if lesson.place == "lab":
        tasks = {"accuracy": "classification", "r2": "regression"}
        return (
            "data" not in start.network.hide
            or tasks.get(condition.measure.rpartition("_")[2], start.task) == start.task
        )
    named = {name.removesuffix(TUNED) for name in (condition.of, condition.against) if name}
    if "contenders" in lesson.hidden and not named <= start.spec.contenders.keys():
        return False
    validates = condition.declared.part == "validation"
    if validates and lesson.place == "race" and not start.spec.rules.validation_share and "rules" in lesson.hidden:
        return False
    of_task = not condition.metric or metric_named(condition.metric).task == start.task
    return of_task or "dataset" not in lesson.hidden
