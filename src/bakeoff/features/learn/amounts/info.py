"""Declaration of the chapter on more and less data."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="amounts",
    number=12,
    title="More data, less data",
    question="When do changed copies of pictures help, and how many numbers does a picture need?",
    able="Choose how many copies, or components, a task needs.",
    minutes=20,
    steps=4,
    goal="Find the fewest components with which at most one validation picture in 100 more is wrong than with all.",
    hard="With at most 4 numbers a picture, have the nearest neighbour right on at least 90 % of validation pictures.",
    icon=":material/compress:",
    because=(
        Ending("what is left out hardly tells digits apart."),
        Ending("the components left out are empty.", "They hold much of the variance: pictures get blurred."),
        Ending("fewer numbers always help a neighbour.", "Not always: with half as many it is worse."),
    ),
    hard_because=(
        Ending("each picture keeps more in more weights.", "Weights are the same for all: each keeps its numbers."),
        Ending("a network can bend, and lays apart what flat components mix."),
        Ending("it has learnt the validation pictures.", "It learns from the training pictures alone."),
    ),
)
