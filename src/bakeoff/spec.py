"""Specification of a race: one frozen record from which every surface starts.

A page, a shared link, the command line, a file and the Python API all make a `BakeoffSpec`. Every setting in it has one
path, ``group.setting``: ``dataset.noise``, ``rules.seed``, ``svm.C``.
"""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SerializeAsAny, ValidationError, field_validator, model_validator

from bakeoff.contenders import contender, contenders
from bakeoff.contenders.own import OWN, OwnEstimator, know, of_elsewhere
from bakeoff.datasets import DatasetInfo, dataset
from bakeoff.errors import SettingError
from bakeoff.fields import Settings
from bakeoff.refusals import explain, unknown
from bakeoff.rules import OF_THE_DATA, Rules, cost_matrix, metrics_of
from bakeoff.text import _, enumerated
from bakeoff.transform import Transform


class DatasetChoice(Settings):
    """Which data set, and its options."""

    name: str = "digits"
    options: SerializeAsAny[Settings] = Field(default_factory=dict, validate_default=True)

    @field_validator("name")
    @classmethod
    def _known(cls, name: str) -> str:
        return dataset(name).name

    @field_validator("options", mode="before")
    @classmethod
    def _declared(cls, options: Any, info: Any) -> Settings:
        if "name" not in info.data:  # the name itself was refused; that is the error to tell
            return Settings()
        declared = dataset(info.data["name"])
        return _settings(declared.options, options, declared.title)

    @property
    def info(self) -> DatasetInfo:
        """The chosen data set's record, as large as its options say."""
        declared = dataset(self.name)
        if declared.described:
            return declared.described(self.options)
        sizes = {name: value for name, value in self.options.changed().items() if name in ("rows", "classes")}
        return dataclasses.replace(declared, **sizes) if sizes else declared


def _default_contenders() -> dict[str, Settings]:
    return {
        name: record.hyperparameters()
        for name, record in contenders().items()
        if record.selected and not record.missing
    }


class BakeoffSpec(Settings):
    """One race: the data and how they are transformed, the contenders with their hyperparameters, and the rules.

    A contender may be any scikit-learn estimator or pipeline, under a name of your own. It gets the features as they
    are prepared for all, and the spec's JSON tells its class and parameters.

    Raises SettingError, one sentence, for anything that is wrong.

    Examples
    --------
    >>> spec = BakeoffSpec(dataset={"name": "iris"}, contenders={"svm": {"C": 10}})
    >>> spec.contenders["svm"].C
    10.0
    """

    version: Literal[1] = 1
    dataset: DatasetChoice = Field(default_factory=DatasetChoice)
    contenders: Mapping[str, SerializeAsAny[Settings]] = Field(default_factory=_default_contenders)
    rules: Rules = Field(default_factory=Rules)
    transform: Transform = Field(default_factory=Transform)

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingError(explain(error, type(self), _("the spec"))) from error

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, values: Any) -> Any:
        """Take a bare data set name for its full form."""
        if isinstance(values, dict) and isinstance(values.get("dataset"), str):
            return values | {"dataset": {"name": values["dataset"]}}
        return values

    @field_validator("dataset", mode="before")
    @classmethod
    def _dataset(cls, value: Any) -> Settings:
        name = value.get("name") if isinstance(value, Mapping) else value
        if hasattr(value, "columns") or (isinstance(name, str | Path) and Path(name).suffix):
            given = "df" if hasattr(value, "columns") else repr(str(name))
            call = f"dataset=bakeoff.table({given}, target=…)"
            raise SettingError(_("Give a table of your own as {call}.", call=call))
        return _settings(DatasetChoice, value, _("data set"))

    @field_validator("rules", mode="before")
    @classmethod
    def _rules(cls, value: Any) -> Settings:
        return _settings(Rules, value, _("rules"))

    @field_validator("transform", mode="before")
    @classmethod
    def _transform(cls, value: Any) -> Settings:
        return _settings(Transform, value, _("transform"))

    @field_validator("contenders", mode="before")
    @classmethod
    def _contenders(cls, chosen: Any) -> Mapping[str, Settings]:
        for each in (
            () if isinstance(chosen, Mapping | str) else chosen if isinstance(chosen, list | tuple) else [chosen]
        ):
            if hasattr(each, "fit"):
                call = f"{type(each).__name__}(…)"
                raise SettingError(_('Name your estimator: contenders={{"mine": {estimator}}}.', estimator=call))
        if not isinstance(chosen, Mapping):
            chosen = {name: {} for name in _names(chosen)}
        if not chosen:
            raise SettingError(_("No contender is chosen; switch on at least one."))
        chosen = {name: _own(name, value) if hasattr(value, "fit") else value for name, value in chosen.items()}
        for name, value in chosen.items():
            if isinstance(value, Mapping) and "estimator" in value and name not in {*contenders(), *OWN}:
                raise SettingError(of_elsewhere(name))
        records = {name: contender(name) for name in chosen}
        by_name = {
            name: _settings(record.hyperparameters, chosen[name], record.label) for name, record in records.items()
        }
        return {name: by_name[name] for name in dict.fromkeys((*contenders(), *by_name)) if name in by_name}

    def __setstate__(self, state: Any) -> None:
        super().__setstate__(state)
        for name, settings in self.contenders.items():  # another process than the one that was given them
            if isinstance(settings, OwnEstimator):
                know(name)

    @model_validator(mode="after")
    def _of_one_task(self) -> Self:
        if self.rules.metric == "auto":  # which is of either task, so the data need not be looked up
            return self
        known = metrics_of(self.dataset.info.task)
        if self.rules.metric not in known:
            raise SettingError(
                _(
                    "{title} cannot be decided by {metric}; choose one of {known}.",
                    title=self.dataset.info.title,
                    metric=self.rules.metric,
                    known=enumerated(list(known)),
                )
            )
        if self.rules.metric == "cost":
            cost_matrix(self.rules.costs, self.dataset.info.classes)
        return self

    def replace(self, path: str, value: Any) -> Self:
        """Return the spec with the setting at `path` changed.

        Parameters
        ----------
        path : str
            ``dataset``, ``contenders``, ``rules.X``, ``transform.X``, ``dataset.X`` or ``CONTENDER.X``.
        value : object
            New value, or its text as a link carries it. A new data set starts from its default options, with all of
            its columns and rows, split at random, and gives up a metric of the other task; ``contenders`` takes names,
            parted by commas if a text, and keeps what is set for those that stay.

        Raises
        ------
        SettingError
            If the path or the value is wrong.
        """
        group, _dot, name = path.partition(".")
        if path == "dataset":
            return self.on(DatasetChoice.parse({"name": value}, _("data set")))
        if path == "contenders":
            return self.with_parts(contenders={name: self.contenders.get(name, {}) for name in _names(value)})
        groups = ["dataset", "contenders", "rules", "transform", *contenders()]
        if group not in groups:
            raise unknown(group, groups, _("setting"))
        if not name or group == "contenders":
            raise SettingError(_("“{path}” is not one setting; name it in full, such as rules.seed.", path=path))
        if group == "dataset":
            options = self.dataset.options.model_dump(exclude_unset=False) | {name: value}
            return self.with_parts(dataset={"name": self.dataset.name, "options": options})
        if group in ("rules", "transform"):
            return self.with_parts(**{group: getattr(self, group).model_dump() | {name: value}})
        if group in self.contenders:
            changed = dict(self.contenders[group]) | {name: value}
            return self.with_parts(contenders={**self.contenders, group: changed})
        label = contender(group).label
        raise SettingError(_("{label} does not take part, so {path} has no effect.", label=label, path=path))

    def on(self, choice: DatasetChoice | Mapping[str, Any]) -> Self:
        """Return the spec on other data, whose columns and rows are all used, and split at random.

        Settings of the other task are given up, such as its metrics.
        """
        named = DatasetChoice.parse(dict(choice), _("data set"))
        if named.name == self.dataset.name and named.options == self.dataset.options:
            return self
        kept = {name: value for name, value in self.rules.model_dump().items() if name not in OF_THE_DATA}
        rules, transform = Rules.parse(kept).for_task(named.info.task), self.transform.for_task(named.info.task)
        return self.with_parts(dataset=named, rules=rules, transform=transform)

    def of_other_task(self) -> dict[str, str]:
        """Return why a rule or a transform is not for the task of these data, by its path."""
        info, reasons = self.dataset.info, {}
        for group, settings in (("rules", self.rules), ("transform", self.transform)):
            for knob in settings.foreign(info.task):
                words = {"path": f"{group}.{knob.name}", "label": _(knob.label), "title": info.title}
                reasons[words["path"]] = (
                    _("“{label}” is for numbers, and the target of {title} is a class; leave {path} out.", **words)
                    if info.task == "classification"
                    else _(
                        "“{label}” is for classes, and the target of {title} is a number; leave {path} out.", **words
                    )
                )
        return reasons

    def of_its_task(self) -> Self:
        """Return the spec without what is `of_other_task`."""
        task = self.dataset.info.task
        return self.with_parts(rules=self.rules.for_task(task), transform=self.transform.for_task(task))

    def with_parts(self, **parts: Any) -> Self:
        """Return the spec with other `dataset`, `contenders`, `rules` or `transform`; raises SettingError.

        With a data set, rules and transforms of the other task are given up.
        """
        now = {name: getattr(self, name) for name in ("dataset", "contenders", "rules", "transform")} | parts
        if "dataset" in parts:
            named = {"name": parts["dataset"]} if isinstance(parts["dataset"], str) else parts["dataset"]
            now["dataset"] = _settings(DatasetChoice, named, _("data set"))
            for group in {"rules", "transform"} - parts.keys():
                now[group] = now[group].for_task(now["dataset"].info.task)
        return type(self)(**now)

    def for_own_table(self) -> Self:
        """Return the spec with the contenders that race on visitors' own tables beside the usual ones.

        Contenders that were chosen otherwise than by default stay.
        """
        if self.contenders.keys() != _default_contenders().keys():
            return self
        more: dict[str, Any] = {name: {} for name, record in contenders().items() if record.for_own_tables}
        return self.with_parts(contenders={**self.contenders, **more})

    @classmethod
    def from_json(cls, text: str, where: str = "") -> Self:
        """Read a spec from JSON.

        Raises
        ------
        SettingError
            If it is no JSON, or not a spec: names the field and suggests the nearest.
        """
        place = where or _("The spec")
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise SettingError(
                _(
                    "{where} is not valid JSON at line {line}: {reason}.",
                    where=place,
                    line=error.lineno,
                    reason=error.msg,
                )
            ) from error
        except (ValueError, RecursionError) as error:  # Python's own limits, which JSON has not
            raise SettingError(
                _("{where} is nested too deeply or has a number that is too long; mend it.", where=place)
            ) from error
        if not isinstance(values, dict):
            raise SettingError(_("{where} must be a JSON object with dataset, contenders and rules.", where=place))
        return cls(**values)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a spec file; raises SettingError as `from_json`, and if it cannot be read."""
        try:
            text = path.read_text(encoding="utf-8-sig")  # with or without the mark that some editors put first
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(_("Cannot read {path}: {reason}.", path=path, reason=error)) from error
        return cls.from_json(text, str(path))

    def to_json(self) -> str:
        """Write the whole spec, defaults included, as JSON that `from_json` reads back."""
        return self.model_dump_json(indent=2)


def check_spec(given: object) -> None:
    """Raise SettingError if what should be a spec is none."""
    if not isinstance(given, BakeoffSpec):
        example = (
            f"BakeoffSpec(dataset={given!r})" if isinstance(given, str) else "BakeoffSpec(dataset=…, contenders=…)"
        )
        raise SettingError(
            _(
                "A race is given as a spec, such as {example}, not as {kind}.",
                example=example,
                kind=type(given).__name__,
            )
        )


def _own(name: str, estimator: Any) -> OwnEstimator:
    """Return an estimator of one's own as settings; raises SettingError, also if the name can not be one."""
    if name in ("dataset", "contenders", "rules", "transform", "judge", *contenders()) or not name.isidentifier():
        raise SettingError(_("“{name}” cannot name your estimator: it is taken, or not one plain word.", name=name))
    return OwnEstimator.of(name, estimator)


def _settings(model: type[Settings], values: Any, where: str) -> Settings:
    if isinstance(values, model):
        return values
    if isinstance(values, Settings):
        values = dict(values)
    if not isinstance(values, Mapping):
        raise SettingError(_("{where}: settings must be given by name.", where=where))
    return model.parse(values, where)


def _names(value: Any) -> list[str]:
    """Return contender names given as a list, or as a text parted by commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list | tuple):
        raise SettingError(_("Contenders must be given as names, separated by commas."))
    return [str(name) for name in value]
