"""Declaration of the chapter on the random forest."""

from bakeoff.lesson.chapter import Chapter

CHAPTER = Chapter(
    name="forest",
    number=10,
    title="Random forest",
    question="Why do many trees that are worse than the best one answer better than it, together?",
    able="Say when a vote of many trees is better than its best tree.",
    minutes=25,
    steps=5,
    goal="Make a jury of at most 21 trees whose vote gets at least 565 of 600 validation digits right.",
    hard="Get at least 550 right by the vote of trees that alone average below 420.",
    icon=":material/forest:",
)
