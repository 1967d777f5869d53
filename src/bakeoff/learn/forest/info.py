"""What the chapter on the random forest is."""

from bakeoff.learn.chapter import Chapter

CHAPTER = Chapter(
    name="forest",
    number=10,
    title="Random forest",
    question="Why do many trees that are worse than the best one answer better than it, together?",
    goal=(
        "Make a jury that has all 44 validation wines right by vote, though one of its trees alone has fewer than 36 "
        "of them right on average."
    ),
    icon=":material/forest:",
)
