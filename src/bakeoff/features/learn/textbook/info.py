"""Declaration of the chapter on the textbook network."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="textbook",
    number=7,
    title="The textbook network, twice",
    question="The same network in Keras and in PyTorch, and both say “10”. Why does one of them learn next to nothing?",
    able="Read the two listings of every primer, and make a fair comparison of them.",
    minutes=15,
    steps=3,
    goal="Make the second listing as good as the first: at most one point worse on the validation pictures.",
    icon=":material/menu_book:",
    hard="The same, with at least 256 pictures in a batch.",
    because=(
        Ending(
            "it sees more rows now.", "With small batches ten passes see as many rows as before. It takes more steps."
        ),
        Ending(
            "small batches have more exact gradients.", "A small batch’s gradient is less exact. There are more steps."
        ),
        Ending("it takes more steps now, and Adam’s steps are about equally long."),
    ),
)
