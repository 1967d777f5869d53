"""Declaration of the chapter on the random forest."""

from bakeoff.lesson.chapter import Chapter, Ending

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
    because=(
        Ending("each tree gets better with few pixels to choose from.", "Alone it is worse: see the dashed line."),
        Ending("21 trees have seen more digits than one.", "All of them draw from the same 600 digits."),
        Ending("trees that may ask few pixels err on different digits."),
    ),
    hard_because=(
        Ending("mistakes of weak trees that differ are outvoted."),
        Ending("a vote is better the weaker its trees are.", "Weak trees that err alike stay weak."),
        Ending("enough trees reach 550 anyway.", "With all rows and all pixels, 61 trees have 527."),
    ),
)
