"""Declaration of the chapter on the decision tree."""

from bakeoff.lesson.chapter import Chapter

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
)
