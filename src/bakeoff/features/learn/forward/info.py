"""Declaration of the chapter on forward propagation."""

from bakeoff.lesson.chapter import Chapter, Ending

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
    because=(
        Ending("the hidden neurons turn the rows into points that one straight line separates."),
        Ending(
            "each hidden neuron has learnt two of the rows.",
            "A neuron knows no rows. It has one straight edge, and the answer needs two.",
        ),
        Ending(
            "ReLU stores which rows are 1.",
            "Nothing is stored: the same weights answer every row. ReLU bends each sum once.",
        ),
    ),
)
