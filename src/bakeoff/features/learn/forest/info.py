"""Declaration of the chapter on the random forest."""

from bakeoff.features.learn.chapter import Chapter

CHAPTER = Chapter(
    name="forest",
    number=10,
    title="Random forest",
    question="Why do many trees that are worse than the best one answer better than it, together?",
    able="Say when a vote of many trees is better than its best tree.",
    minutes=20,
    steps=4,
    goal=(
        "Make a jury whose vote gets all 44 validation wines right. One of its trees alone must average fewer than 36."
    ),
    icon=":material/forest:",
)
