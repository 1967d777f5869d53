"""Declaration of the chapter on the support vector machine."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="svm",
    number=9,
    title="Support vector machine",
    question="Which of all the borders between two classes is the best one, and what if no straight line is one?",
    able="Read margin, support vectors and slack in a picture, and set C and γ.",
    minutes=25,
    steps=5,
    goal=(
        "Overfit the moons on purpose: all 100 training points right, but fewer than 60 of 100 validation points. "
        "Then cure it: at least 90 validation points right, with at most 45 support vectors."
    ),
    hard="Get at least 92 of 100 validation points right with at most 40 support vectors.",
    icon=":material/swap_horiz:",
    because=(
        Ending("each support vector reaches farther, so many shape the border."),
        Ending("all training points are right at a smaller C.", "The other way round: slack then costs less."),
        Ending("fewer support vectors are always better.", "At C = 1000 and γ = 0.3 there are 27, and 82 right."),
    ),
    hard_because=(
        Ending("a large C always makes the border wind.", "At a large γ. At a small one it cannot wind."),
        Ending("where slack costs much, few points hold a smooth border."),
        Ending("support vectors are the wrong points.", "They lie on an edge, on the street or beyond it."),
    ),
)
