"""Declaration of the chapter on gradient descent."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="descent",
    number=5,
    title="Gradient descent and adaptive rates",
    question="Which way is down, how long may a step be, and why are there seven optimisers?",
    able="Find a learning rate that is neither too small nor too large, and choose an optimiser.",
    minutes=30,
    steps=7,
    goal="In a valley of unknown curvature, find the rate at which plain descent begins to diverge, within 5 %.",
    icon=":material/downhill_skiing:",
    hard="In the same valley, choose rate and momentum so that descent stays in the circle within 30 steps.",
    hard_because=(
        Ending("momentum makes every step longer.", "Across the valley it makes them shorter: there they cancel out."),
        Ending("momentum adds up the steps along the valley and cancels those across."),
        Ending("momentum makes the valley rounder.", "The surface stays as it is. Only the steps remember."),
    ),
    because=(
        Ending(
            "a step along the valley is then longer than the valley.",
            "Along it the curvature is 1. That direction diverges only at α = 2.",
        ),
        Ending("each step across the valley then lands as far away on the other side."),
        Ending(
            "the surface gets steeper at this rate.",
            "The surface stays as it is. The steps land further out, where it is steeper.",
        ),
    ),
)
