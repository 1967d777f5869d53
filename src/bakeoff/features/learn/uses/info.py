"""Declaration of the chapter on uses."""

from bakeoff.lesson.chapter import Chapter

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
)
