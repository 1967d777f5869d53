"""Names of lessons in a platform's links, and the lessons that stand behind them in any language."""

import pytest

from bakeoff.features.lti.content import by_identity, course, lesson_named, names
from bakeoff.lesson.code import pack, unpack
from bakeoff.lesson.lesson import Lesson
from bakeoff.text import languages, speaking

FROM_PLATFORMS = {
    "squares in English": (
        "eNptkM9OwzAMxl_F8nGKqsEJekGIR-DAAU2Vl3okIk2q2GVU094dd3-kgTjFsX7-_H0-4EehhO0BKaWu7LB9t1K7xCSK7bp5fHA42GeqjC0m"
        "2jbKoh15P1XyMx7diR_KGV__pUPse85dopmr_Kbv1__wPBYfDNwcHYaYVcwRvoXoA-i-QJ6GrQmB0Ayh7GFHFQjGYiREgV0tA2hg8Jy18hNu"
        "HI6J_EUdHYqS8pLXjC3dnpScTyTC4kYyHe6d0jax8yVNQ-6-r8XsTnvE5RKF3TLZCS94tblOAlkKh5eoLVpaVJJPK195pGqLT95izlzPnm8c"
        "15g_YLXaRw1lUgt1vhyc5FarBl5CKcJQDK6wY1I7mjS2UKOmJcoz-Fh9Yrhq3CqIgV_2xJKxvTv-AA5prvc"
    ),
    "squares in Chinese": (
        "eNptj99KAkEUxt_lXC6DWFe1rxKyTLtTuzTuLDtjJCKYpqSVBf1FhG4kTAgLola0fJh2dtcrX6HZtIuku-8cft8531eCXYYp6CXAlBpsB_Qt"
        "JYVBCeYC9GxmcwNBXg0Fn4AOFG9nBOHCwKZZ8LFZhDL64fNsgWdXaduxLOIaFBeJz__S69l_eOIx01ZgrozAdlzBVSKQl4Mw6IXBILp-TmofyfA1"
        "umvH1VH8MA6DJzmtRd2m7HWSaXc-uYccAo9ic3kREHCBBUk7qjDp1sICI5NizglHHlZfiIUE3qYEmYwW8q5x8CuKyGNpCuQyhxOUOg1OUtxXPoPb"
        "WCVHsKyng2oIAvM9JTUtDM7iq_6sc5HcnsuXqqbNJ6dRqyUb9VmtH3eOVIMwaMtuI24P5XFDTipflWoyfJ9VmtHJo6y_heObuDmSn4dqr74IR9A0"
        "_8rdhXVxRlH7KonDXNDXyt_g89cm"
    ),
    "learn.svm in English": (
        "eNo9zEsKAjEQhOGrDLUOgttcw6WINLF1Ap0HnZ7ZhNzdZKHr-urv-BQS-A4SeZY3_L0jMbVDGR7CpPmiTGHnFxwWQDsTxmM4VKHwV3NtRsarFXaq"
        "xvqzDhZNlrwdtRa17eRgRbc0uzHzvJ6sLZYMfx1fUSsx4w"
    ),
    "learn.svm in Chinese": (
        "eNqrVkrPT8xRsqpWSszJic9PU7KKrlbKTU0sLi1KVbJSyklNLMrTK0pNTM5ITVHSUQIpUCouy1Wqja3VUSrISUyGqwLKFpcklqSCzErOSCwoSS2C"
        "qdVRKsksyQGpfDZl_bOexqcTJr5s7382ZxdQT1lqUXFmfp6SlWEtAFeeM5s"
    ),
}
"""Lessons that a launch has opened, as these stand in the browsers' addresses."""


@pytest.mark.parametrize("case", FROM_PLATFORMS)
def test_a_lesson_of_an_old_link_is_known_in_either_language(case):
    assert by_identity()[unpack(FROM_PLATFORMS[case]).identity] == case.split()[0]


def test_each_name_has_one_lesson_in_all_languages():
    assert len(by_identity()) == len(names())
    for code in languages():
        with speaking(code):
            lessons = {name: lesson_named(name) for name in names()}
            assert {name: by_identity()[lesson.identity] for name, lesson in lessons.items()} == {
                name: name for name in names()
            }
            assert all(unpack(pack(lesson)).identity == lesson.identity for lesson in lessons.values())


def test_other_words_leave_the_task_as_it_is_and_another_goal_does_not():
    lesson = lesson_named("squares")
    reworded = lesson.model_copy(update={"title": "A ring", "hints": ()})
    assert Lesson.from_json(reworded.to_json()).identity == lesson.identity
    assert Lesson.from_json(reworded.to_json()).key != lesson.key
    assert Lesson.from_json(lesson.to_json().replace("0.98", "0.97")).identity not in by_identity()


def test_names_that_platforms_keep_stay():
    assert course("squares, folds learn.tree learn.tree-hard squares") == (
        "squares",
        "folds",
        "learn.tree",
        "learn.tree-hard",
    )
