"""Concept inventory: questions on machine learning, a module a theme, found by walking."""

import functools
import importlib
import pkgutil
import random
from collections.abc import Mapping
from types import MappingProxyType

from bakeoff.lesson.concepts.record import THEMES, Claim, Concept, Idea, Outcome, Posed
from bakeoff.text import _

__all__ = ["THEMES", "Claim", "Concept", "Idea", "Outcome", "Posed", "concepts", "of_chapter", "posed"]


@functools.cache
def concepts() -> Mapping[str, Concept]:
    """Return every concept by name, theme by theme."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    records: list[Concept] = [each for module in modules for each in getattr(module, "CONCEPTS", ())]
    records.sort(key=lambda each: list(THEMES).index(each.theme))
    return MappingProxyType({each.name: each for each in records})


def of_chapter(chapter: str) -> tuple[Concept, ...]:
    """Return the concepts that a chapter teaches."""
    return tuple(each for each in concepts().values() if each.chapter == chapter)


def posed(concept: Concept, seed: str) -> Posed:
    """Return the question with numbers and order of options drawn by `seed`, in the reader's language."""
    rng = random.Random(f"{seed} {concept.name}")
    values, numbers = concept.draw(rng), rng.sample(range(4), 4)
    options = tuple(_(concept.options[number], **values) for number in numbers)
    return Posed(_(concept.question, **values), options, tuple(numbers))
