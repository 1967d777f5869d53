"""What the chapter on losses is."""

from bakeoff.learn.chapter import Chapter

CHAPTER = Chapter(
    name="loss",
    number=3,
    title="Loss",
    question="What makes a prediction bad, how bad, and why does the choice decide how fast a network learns?",
    goal="Place the outlier so that the squared error’s line misses the other points by at least 2 on average, while "
    "Huber’s misses them by at most 0.5.",
    icon=":material/trending_down:",
)
