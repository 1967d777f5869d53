"""What the chapter on generalising is."""

from bakeoff.learn.chapter import Chapter

CHAPTER = Chapter(
    name="generalising",
    number=11,
    title="Generalising",
    question="Why is a model that is right on every row it has seen wrong on the next one, and what helps?",
    goal="Keep a degree of at least 12, and bring the error on validation points to 0.3 or below.",
    icon=":material/call_split:",
)
