"""Declaration of the chapter on losses."""

from bakeoff.lesson.chapter import Chapter

CHAPTER = Chapter(
    name="loss",
    number=3,
    title="Loss",
    question="What makes a prediction bad, how bad, and why does the choice decide how fast a network learns?",
    able="Choose a loss, and say what its slope does to training.",
    minutes=20,
    steps=6,
    goal="Choose a first answer from which the squared error needs at least ten times as many steps as cross-entropy.",
    icon=":material/trending_down:",
    hard="Place the outlier well. The squared error’s line must miss the other points by at least 2 on average, "
    "Huber’s by at most 0.5.",
)
