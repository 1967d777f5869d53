"""What the chapter on activations is."""

from bakeoff.learn.chapter import Chapter

CHAPTER = Chapter(
    name="activations",
    number=6,
    title="Activations",
    question="What does the curve behind a sum do to the gradient on its way back, layer after layer?",
    goal="Find a network of 8 layers, with an activation that bends, whose first layer’s gradient is at least a tenth "
    "of its last one’s and at most ten times as large.",
    icon=":material/show_chart:",
)
