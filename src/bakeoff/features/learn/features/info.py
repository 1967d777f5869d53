"""Declaration of the chapter on machine learning and deep learning."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="features",
    number=1,
    title="Machine learning and deep learning",
    question="What do a line, a tree and a network make of the same points? What is deep about a network?",
    able="Say what a network learns that line and tree do not, and when that helps.",
    minutes=20,
    steps=6,
    goal=(
        "Paint points that only the network can separate. Of the held-out points it gets at least 90 % right, line "
        "and tree at most 75 % each."
    ),
    icon=":material/brush:",
    hard="The same, but line and tree get at most 60 % right each.",
    because=(
        Ending(
            "the network has learnt more of the points by heart.",
            "All three are scored on held-out points, which none of them has seen.",
        ),
        Ending("one straight line cannot part them, and a border that slants costs a tree many questions."),
        Ending(
            "the network has more numbers to learn.", "That alone does not do it: on the upright stripes the tree wins."
        ),
    ),
)
