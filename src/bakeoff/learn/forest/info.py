"""What the chapter on the random forest is."""

from bakeoff.learn.chapter import Chapter

CHAPTER = Chapter(
    name="forest",
    number=10,
    title="Random forest",
    question="Why do many trees that are worse than the best one answer better than it, together?",
    goal=(
        "Make a jury that has at least 87 of the 89 test wines right by vote, though one of its trees alone has fewer "
        "than 75 of them right on average."
    ),
    icon=":material/forest:",
)
