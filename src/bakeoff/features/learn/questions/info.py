"""Declaration of the chapter on questions."""

from bakeoff.lesson.chapter import Chapter

CHAPTER = Chapter(
    name="questions",
    number=14,
    title="Questions and answers",
    question="What learners ask, answered in a few sentences and by an experiment that opens ready to start.",
    able="Answer what learners ask, and name an experiment that shows it.",
    minutes=20,
    steps=0,
    goal="Answer at least fourteen of the questions right, the first answer counting.",
    hard="Answer all seventeen right at first.",
    icon=":material/quiz:",
)
