"""Declaration of the chapter on the decision tree."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="tree",
    number=8,
    title="Decision tree",
    question="How does a tree choose its splits, and how good is the choice?",
    able="Grow a decision tree by hand, and see when its choices are poor.",
    minutes=20,
    steps=5,
    goal="Grow a tree of at most 4 leaves that gets at least 90 of 100 exclusive-or validation points right.",
    hard="On the moons, get at least 92 of 100 validation points right with at most 4 leaves. The algorithm gets 89.",
    icon=":material/account_tree:",
    because=(
        Ending("each of its three splits gains much.", "The first gains nearly nothing: the algorithm never makes it."),
        Ending("a first split that gains nothing makes the next two possible."),
        Ending("four leaves are enough for four clouds.", "The algorithm has four as well, and about half right."),
    ),
    hard_because=(
        Ending("fewer leaves do better on new points.", "Not always: with two the algorithm has only 80 right."),
        Ending("no program could make such a tree.", "One that looks at three splits at once could."),
        Ending("I looked at both moons, not at the gain of one split."),
    ),
)
