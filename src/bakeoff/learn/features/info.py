"""What the chapter on machine learning and deep learning is."""

from bakeoff.learn.chapter import Chapter

CHAPTER = Chapter(
    name="features",
    number=1,
    title="Machine learning and deep learning",
    question="What do a straight line, a tree and a network make of the same points, and what is deep about a network?",
    goal=(
        "Paint points that only the network can part: it has at least 90 % of the held-out points right, the straight "
        "line and the tree at most 75 % each."
    ),
    icon=":material/brush:",
)
