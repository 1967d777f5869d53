"""Declaration of the chapter on backward propagation."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="backward",
    number=4,
    title="Backward propagation",
    question="How does a network find out which way each of its weights should move?",
    able="Work out any weight’s gradient by the chain rule.",
    minutes=25,
    steps=5,
    goal="Work out the gradient of a weight of the first layer by yourself, to within 5 %.",
    icon=":material/keyboard_double_arrow_left:",
    hard="Work out the gradient in three exercises.",
    because=(
        Ending(
            "the slopes along the way from the weight to the loss add up.",
            "Along one way they multiply. Only different ways to the loss add up.",
        ),
        Ending(
            "a gradient is the loss divided by the weight.",
            "It says how the loss changes if the weight does, not how large either is.",
        ),
        Ending("the slopes along the way from the weight to the loss multiply."),
    ),
)
