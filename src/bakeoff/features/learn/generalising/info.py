"""Declaration of the chapter on generalising."""

from bakeoff.lesson.chapter import Chapter

CHAPTER = Chapter(
    name="generalising",
    number=11,
    title="Generalising",
    question="Why can a model be right on every row it has seen and wrong on the next? What helps?",
    able="Notice overfitting, cure it, and tell luck from skill.",
    minutes=25,
    steps=4,
    goal="Keep a degree of at least 12, and get the error on validation points to 0.3 or below.",
    hard="With 32 points alone and a degree of at least 12, get the error on validation points to 0.31 or below.",
    icon=":material/call_split:",
)
