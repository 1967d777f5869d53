"""Declaration of the chapter on uses."""

from bakeoff.lesson.chapter import Chapter, Ending

CHAPTER = Chapter(
    name="uses",
    number=13,
    title="Language, vision, medicine",
    question="What is special to texts, to pictures, and to decisions in which one mistake is worse than the other?",
    able="Choose a threshold by what mistakes cost, and doubt a picture’s score.",
    minutes=20,
    steps=3,
    goal="A missed tumour costs 50 false alarms: choose a threshold whose mean cost is at most 10 % above the least.",
    hard="Write a sentence of at most 5 words, “great” among them, that is under 50 % praise to the model.",
    icon=":material/ecg_heart:",
    because=(
        Ending("a low threshold makes fewer mistakes.", "It makes more of them, but cheaper ones."),
        Ending("it is the cheapest on the rows in sight.", "The cheapest here costs more on other splits."),
        Ending("at 50 to 1 even a small chance is worth an alarm."),
    ),
    hard_because=(
        Ending("the other words outweigh “great”."),
        Ending("the model notices irony.", "It adds up words: their order is lost."),
        Ending("“great” has a negative weight.", "Its bar is on the side of praise."),
    ),
)
