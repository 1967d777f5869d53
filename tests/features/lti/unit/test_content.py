"""Names of lessons in a platform's links, and the lessons that stand behind them in any language."""

import pytest

from bakeoff.features.lti.content import by_identity, course, lesson_named, names
from bakeoff.lesson.code import pack, unpack
from bakeoff.lesson.lesson import Lesson
from bakeoff.text import languages, speaking

FROM_PLATFORMS = {
    "squares in English": (
        "eNptUc1qwzAMfhWhYzCh22nLZYw9wg47jBJUR6nNHDtYTrtQ-u5T0ha6sZNl8_3KJ9wnCtickEJoU4_Np46lDUxSsNnUz08GB71MmbHBQLv6QMF3"
        "VHyKLVk7ZbIzns3KGtKFtPnLcb7rOLaBZs7yG_24-QfPY7JOgduzQedjEc2FH85bB-WYIE7DToVAaAaXjtBTBoIxKRK8QJ_TAMUxWI4l8wtuDY6B"
        "7FUdDUqhwktrDba8ah8yNpAIixlJdbgzhXaBjU1hGmL7fRtms_qIickLm4XZCi_wrLxWHGkLg9eqDWpbLCRfOr7zSFmN12w-Rs6XzHeJs497qKqj"
        "Ly5NRUtdNgerXFXV8OZSEoak4Aw9U9GlSa2GxZewVHkF67MNDDeNewVR4EEP_TxsHs4_wiOxYg"
    ),
    "squares in Chinese": (
        "eNptkd9KAkEUxt_lXC6DWFe1rxKxnNapXRp3xRkjEcE0Ja0s6C8idBNRQlgQtZHlw7Szu175Cp1Nuyi6--bw_c75PqYCGz4KMCuAQlj-OpgrJJUl"
        "OEoFZjazvMQgT49SkYMJAtcyWyjcHCrX9yy07VIR7TJU2TeV92dQ9i_juLkc9yyBZV6Uv92L2X_8vODbDhlXqwwc11OScoE-GYTBdRgMorOHpPGe"
        "DJ-iy25cf41v3sLgXo8bUb-tr3vJuD8dXcEqg4JAe74RGEiFiqdNKUw6pQ7IbIFScskKSFd4jilcE5zZvijlPWv7R5RZwU9TMM93JWcpaUme2ovE"
        "WdJBSs5gXs8EaggK5SZJwwiDw_j0dtI7Ti6O9GPdMKajg6jT0a3mpHEb93apQRh0db8Vd4d6r6VHtc9aPRm-TGrtaP9ON5_Dt_O4_ao_dmhOV5Sr"
        "RJr_z94ZOltDri1KQl8E5kL1C1Xe2ZE"
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
