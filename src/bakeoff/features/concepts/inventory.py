"""Inventory as rows, for other teachers."""

from collections.abc import Iterator

from bakeoff.lesson.concepts import concepts, posed
from bakeoff.text import _

LICENCE = "Apache-2.0"


def rows() -> Iterator[dict[str, str]]:
    """Yield each concept in the reader's language, with one draw of its numbers and the right option first."""
    for concept in concepts().values():
        question = posed(concept, "")
        options = dict(zip(question.numbers, question.options, strict=True))
        row = {"name": concept.name, "theme": concept.theme, "chapter": concept.chapter, "question": question.sentence}
        row["right"] = options[0]
        for number, idea in enumerate(concept.ideas, 1):
            row |= {f"wrong_{number}": options[number], f"idea_{number}": _(idea.name)}
            row |= {f"feedback_{number}": _(idea.feedback), f"source_{number}": idea.source}
        yield row | {
            "explanation": _(concept.explanation),
            "experiment": _(concept.experiment),
            "licence": LICENCE,
        }
