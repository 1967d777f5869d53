"""Declaration of the chapter on forward propagation."""

from bakeoff.lesson.chapter import Chapter

CHAPTER = Chapter(
    name="forward",
    number=2,
    title="Forward propagation",
    question="What happens to one row on its way through a network, from its features to an answer?",
    able="Compute a network’s answer by hand, and say what its layers are for.",
    minutes=20,
    steps=5,
    goal="Set the weights so that the network answers “exclusive or” right on all four rows.",
    icon=":material/keyboard_double_arrow_right:",
    hard="The same, and the network is at least 80 % sure of each answer.",
)
