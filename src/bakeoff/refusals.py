"""Refusal of a wrong value, in one sentence: the setting, the fault, and a valid value.

This module imports only `errors` and `text`.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bakeoff.errors import SettingError
from bakeoff.text import _, enumerated

_OR = re.compile(", | or ")
"""Separators of pydantic between possible values."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that a mistyped `word` most likely meant, if any is near."""
    by_folded = {word.casefold(): word for word in words}
    folded = word.casefold()
    candidates = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.5)
    if not candidates and len(folded) >= 3:  # "tree" means decision_tree
        candidates = [candidate for candidate in by_folded if folded in candidate]
    return by_folded[candidates[0]] if candidates else None


def unknown(word: str, words: Iterable[str], what: str) -> SettingError:
    """Return the error for a name that is none of `words`, with the nearest one suggested."""
    known = sorted(words)
    guess = nearest(str(word), known)
    word = _shortened(str(word))
    if guess:
        return SettingError(_("Unknown {what} “{word}”; did you mean “{guess}”?", what=what, word=word, guess=guess))
    return SettingError(_("Unknown {what} “{word}”; known are {known}.", what=what, word=word, known=enumerated(known)))


def explain(error: ValidationError, model: type[BaseModel], where: str = "") -> str:
    """Turn pydantic's first complaint into one sentence that names the setting and the mend."""
    first = error.errors(include_url=False)[0]
    name = _shortened(".".join(str(part) for part in first["loc"])) or where
    place = _place(where, name) if name != where else name
    if example := _example(first["loc"], model):
        return _by_example(first, where, example)
    if first["type"] == "extra_forbidden":
        guess = nearest(str(first["loc"][-1]), model.model_fields)
        if guess:
            return _("{place} is not a setting; did you mean “{guess}”?", place=place, guess=guess)
        if not model.model_fields:
            return _("{place} is not a setting; nothing can be set here.", place=place)
        return _(
            "{place} is not a setting; known are {known}.", place=place, known=enumerated(list(model.model_fields))
        )
    return _("{place} must be {wanted}, not {given}.", place=place, wanted=_wanted(first), given=shown(first["input"]))


def _place(where: str, name: object) -> str:
    return _("{where}: {name}", where=where, name=name) if where else str(name)


def _example(place: tuple[int | str, ...], model: type[BaseModel]) -> str:
    """Return how the setting that a complaint is about is written, if it says so."""
    field = model.model_fields.get(str(place[0])) if place else None
    extra = field.json_schema_extra if field is not None else None
    return str(extra.get("example") or "") if isinstance(extra, dict) else ""


def _by_example(detail: ErrorDetails, where: str, example: str) -> str:
    """Say what is wrong with a setting, or with one record of several, counted from 1, and how it is written."""
    name, *within = detail["loc"]
    place = _place(where, name)
    words = {"wanted": _wanted(detail), "given": shown(detail["input"]), "example": example}
    if len(within) < 2:
        return _("{place} must be {wanted}, not {given}; write it as in “{example}”.", place=place, **words)
    return _(
        "{place}, number {n}: {part} must be {wanted}, not {given}; write it as in “{example}”.",
        place=place,
        n=int(within[0]) + 1,
        part=within[1],
        **words,
    )


def _wanted(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "greater_than_equal":
            return _("{limit} or more", limit=_plain(context["ge"]))
        case "greater_than":
            return _("more than {limit}", limit=_plain(context["gt"]))
        case "less_than_equal":
            return _("{limit} or less", limit=_plain(context["le"]))
        case "less_than":
            return _("less than {limit}", limit=_plain(context["lt"]))
        case "literal_error":
            return _("one of {options}", options=_either(_OR.split(context["expected"])))
        case "int_parsing" | "int_from_float" | "int_type" | "int_parsing_size":
            return _("a whole number")
        case "float_parsing" | "float_type" | "finite_number":
            return _("a finite number")
        case "string_type" | "string_unicode":
            return _("a text")
        case "tuple_type":
            return _("one or several, separated by commas")
        case "bool_parsing" | "bool_type":
            return _("true or false")
        case "value_error":
            return str(context["error"])
        case "too_long" | "string_too_long":
            return _("at most {limit} long", limit=context["max_length"])
        case _:
            return _("right: {reason}", reason=detail["msg"])


def _plain(limit: float) -> str:
    """Write a limit without the decimals that it does not have."""
    return str(int(limit) if limit == int(limit) else limit)


def _either(options: Sequence[str]) -> str:
    *others, last = options
    return _("{options} or {last}", options=enumerated(others), last=last) if others else last


def shown(value: Any) -> str:
    """Write a wrong value as a sentence can bear it."""
    several = value and isinstance(value, (tuple, list))  # written as in links
    return _shortened(",".join(map(str, value)) if several else repr(value))


def _shortened(text: str) -> str:
    """Cut a text from outside to what a sentence can bear, without what cannot be printed."""
    printable = text.encode(errors="replace").decode()
    return printable if len(printable) <= 60 else printable[:57] + "…"
