"""Responses of OpenML's API, as far as they are used; it writes most numbers as texts."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from bakeoff.datasets.openml.server import garbled

Number = Annotated[int, Field(ge=1, le=10**9)]
Short = Annotated[str, Field(max_length=200)]
AnswerT = TypeVar("AnswerT", bound=BaseModel)


class Quality(BaseModel):
    """Something that was measured of a data set; `value` is an empty list if it was not."""

    name: Short
    value: Any = None


class Listed(BaseModel):
    """A data set in a list."""

    did: Number
    name: Short
    version: int
    format: Short
    file_id: int = 0
    quality: list[Quality] = Field(default=[], max_length=1000)


class _List(BaseModel):
    dataset: list[Listed] = Field(max_length=1000)


class Listing(BaseModel):
    """The answer to a search."""

    data: _List


class Description(BaseModel):
    """A data set's description."""

    id: Number
    name: Short
    version: int
    format: Short
    licence: str = ""
    url: Annotated[str, Field(max_length=1000)]
    md5_checksum: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class Described(BaseModel):
    """The answer when a description is asked for."""

    data_set_description: Description


class OpenMLFeature(BaseModel):
    """A column."""

    name: str
    data_type: Short
    is_target: Short = "false"

    @property
    def nominal(self) -> bool:
        """True if its values are names."""
        return self.data_type not in ("numeric", "real", "integer")


class _Features(BaseModel):
    feature: list[OpenMLFeature] = Field(min_length=1, max_length=100_000)


class Features(BaseModel):
    """The answer when a data set's columns are asked for."""

    data_features: _Features


class _Qualities(BaseModel):
    quality: list[Quality] = Field(default=[], max_length=10_000)


class Qualities(BaseModel):
    """The answer when it is asked what was measured of a data set."""

    data_qualities: _Qualities = _Qualities()


def read(content: bytes, model: type[AnswerT]) -> AnswerT:
    """Return an answer; raises DatasetError if it is something else than a `model`."""
    try:
        return model.model_validate_json(content)
    except ValidationError:
        raise garbled() from None


def measured(qualities: list[Quality], name: str) -> int | None:
    """Return a count that was measured; None if it was not.

    Raises
    ------
    DatasetError
        If it is no count.
    """
    told = next((quality.value for quality in qualities if quality.name == name), None)
    if told is None or told == []:
        return None
    try:
        value = float(told)
        if 0 <= value < 2**63:
            return int(value)
    except (TypeError, ValueError):
        pass
    raise garbled()
