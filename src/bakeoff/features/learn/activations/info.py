"""Declaration of the chapter on activations."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="activations",
    number=6,
    title="Activations",
    question="What does the curve behind a sum do to the gradient on its way back, layer after layer?",
    able="Say why gradients vanish, and choose activations with which they do not.",
    minutes=20,
    steps=5,
    goal="Find a network of 8 layers whose activation step 5 does not train. Its first layer’s gradient must be 0.1 to "
    "10 times its last layer’s.",
    icon=":material/show_chart:",
    hard="With any activation, a ratio of 0.5 to 2.",
    because=(
        Ending("in each layer slope and weights multiply to about 1."),
        Ending(
            "a large gradient in the last layer reaches the first.",
            "Its size cancels out: the ratio of the first to the last counts.",
        ),
        Ending(
            "this activation bends less.",
            "A straight line bends least and learns nothing. The slope counts, times the weights.",
        ),
    ),
)
