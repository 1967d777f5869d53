"""Declaration of the chapter on generalising."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="generalising",
    number=11,
    title="Generalising",
    question="Why can a model be right on every row it has seen and wrong on the next? What helps?",
    able="Notice overfitting, cure it, and tell luck from skill.",
    minutes=25,
    steps=4,
    goal="Keep a degree of at least 12, and get the error on validation points to 0.3 or below.",
    hard="With 32 points alone and a degree of at least 12, get the error on validation points to 0.31 or below.",
    icon=":material/call_split:",
    because=(
        Ending("a degree of 12 is nearer to the truth than one of 3.", "It is no nearer: see the table of step 1."),
        Ending("more rows or decay leave the curve less room for the noise."),
        Ending("the training error fell, and so did the other.", "It rose: the curve misses points by more."),
    ),
    hard_because=(
        Ending("decay takes the noise out of the points.", "The points stay. The curve bends less."),
        Ending("the larger the decay, the better.", "At λ = 10 the error is above 0.5: too stiff."),
        Ending("decay holds back the weights that few points ask for."),
    ),
)
