"""Declaration of the chapter on losses."""

from bakeoff.lesson.chapter import Chapter, Ending

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
    because=(
        Ending(
            "the squared error weighs a sure mistake less.",
            "At a sure mistake its value is near 1, its largest. What is small there is its slope.",
        ),
        Ending("near 1 the sigmoid is flat, and the squared error’s slope has that as a factor."),
        Ending(
            "the squared error needs a higher learning rate from the start.",
            "Both have the same rate. A higher one multiplies the slope, and the slope is what is nearly 0.",
        ),
    ),
    hard_because=(
        Ending("the squared error’s pull grows with the distance, and Huber’s no longer does beyond 1."),
        Ending(
            "the squared error counts the outlier several times.",
            "Each point counts once in every loss. They differ in how hard a far point pulls.",
        ),
        Ending(
            "Huber’s loss leaves the outlier out.",
            "It pulls there too, always equally hard. The other points together are stronger.",
        ),
    ),
)
