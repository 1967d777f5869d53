"""The states of every page, each reached as cheaply as can be: what is walked through in every language.

A page that is added without a walk here fails the test that looks for one, as a tab does that no walk opens.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.contenders import contenders
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.store import delete, find
from bakeoff.datasets.upload.understanding import Given
from bakeoff.features.administration.page import page as administration_page
from bakeoff.features.lessons.service import rooms
from bakeoff.features.race.page.present import titles
from bakeoff.features.race.page.views import groups
from bakeoff.lesson.code import pack
from bakeoff.link import to_query
from bakeoff.network import commands
from bakeoff.race.snapshot import Run
from bakeoff.runs.races import races
from bakeoff.service.visitor import owner_of
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Question
from bakeoff.text import speaking
from tests.catalogues import PSEUDO
from tests.forgetting import forget_races
from tests.pages import lessons
from tests.pages.pseudo import under_tabs
from tests.pages.steps import draft, new_app, query, ran
from tests.waiting import wait_until

SECRET = "7" * 43
BEFORE = Path(__file__).parents[1] / "project" / "made_before" / "history.sql"
OWN_WORDS = ("Linux 6.18", "AMD EPYC", "a tag", "flowers", "A *note*.")
"""What in it the machine is called, and what somebody wrote."""
TABLE = "x1;x2;z\n" + "".join(f"{n};{n * 7 % 13},5;{'ä' if n % 3 else 'ö'}\n" for n in range(60))
LESSON = pack(lessons.lesson(lessons.RACE, title="1", task="2", hints=["3"]))
RACED = {
    "iris": {"decision_tree": {}, "svm": {}, "keras_mlp": {"epochs": 2}, "dummy": {}},
    "diabetes": {"decision_tree": {"max_depth": 2}, "dummy": {}},
    "digits": {"decision_tree": {"max_depth": 2}},
}


@dataclass(frozen=True)
class Kept:
    """What is there of a visitor.

    Attributes
    ----------
    raced : mapping of str to str
        The id of a finished race, whose contenders are kept, by its data.
    """

    raced: Mapping[str, str]


def kept_in(folder: Path, patch: pytest.MonkeyPatch) -> Kept:
    """Race, with a history that is kept in a folder and has what was stored before."""
    told = BEFORE.read_text(encoding="utf-8").replace("'somebody'", f"'{owner_of(SECRET)}'")
    for own, place in ((own, str(place)) for place, own in enumerate(OWN_WORDS)):
        told = told.replace(own, place)
    with contextlib.closing(sqlite3.connect(folder / "history.sqlite")) as database:
        database.executescript(told)
    patch.setenv("BAKEOFF_DATABASE_URL", f"sqlite:///{folder}/history.sqlite")
    forget_races()
    with speaking("en"):
        specs = {name: BakeoffSpec(dataset=name, contenders=of) for name, of in RACED.items()}
        specs["texts"] = BakeoffSpec(dataset=brought_texts(), contenders=["svm"])
        raced = {name: races().start(spec, owner_of(SECRET)) for name, spec in specs.items()}
    assert all(race.wait(120) for race in raced.values())
    return Kept({name: race.id for name, race in raced.items()})


def brought_texts() -> dict[str, object]:
    """Bring sentences in words that are no English, and return the data set that they are."""
    lines = [f"{('ñäöü ëëï', 'üüß öäë')[n % 2]} ä{n % 7}ö ë{n % 11}ü,{('ä', 'ö')[n % 2]}" for n in range(80)]
    content = "\n".join(["ü,ö", *lines]).encode()
    id = read_table(content, "1.csv", owner_of(SECRET), Given(), Bounds())
    about = find(id)
    assert about is not None
    assert "text" in {column.role for column in about.columns}
    return {"name": "upload", "options": options_of(id, about)}


def opened(page: str, secret: str = SECRET, **asked: str) -> AppTest:
    """Return a page as a visitor has it."""
    app = new_app()
    app.session_state["visitor-secret"] = secret
    for name, value in {"lang": PSEUDO, **asked}.items():
        app.query_params[name] = value
    return ran(app.switch_page(f"pages/{page}.py").run())


def race(kept: Kept) -> Iterator[AppTest]:
    yield from a_set_up()
    yield from a_lesson()
    for data in ("iris", "diabetes"):
        run = races().get(kept.raced[data]).run
        yield from a_result(opened("race/race", **to_query(run.spec), run=run.id), run)
    for step in range(len(titles())):
        yield opened("race/race", **to_query(run.spec), run=run.id, present=str(step + 1))


def a_result(app: AppTest, run: Run) -> Iterator[AppTest]:
    """Open every view of a finished race."""
    yield from under_tabs(app)
    for group in groups(run, run.report.finished_race):
        app.session_state[f"views-{run.id}"] = group.question
        for view in group.views[1:]:
            app.session_state[f"view-{group.key}-{run.id}"] = view.key
            yield app.run()


def a_set_up() -> Iterator[AppTest]:
    app = opened("race/race", **{"dataset": "iris", "svm.C": "-1", "contenders": "svm,dummy"})
    for name in contenders():
        app.session_state[f"open-{name}"] = True
    app.session_state["more"] = app.session_state["race-lesson"] = True
    yield app.run()
    app.number_input(key="lesson-race-0-race.validation_score-accuracy-number").set_value(90)
    app.text_input(key="lesson-race-title").set_value("1")
    yield app.run()


def a_lesson() -> Iterator[AppTest]:
    app = opened("race/race", lesson=LESSON)
    yield app.button(key="lesson-hint").click().run()
    yield app.button(key="start").click().run()
    assert draft(app).race.wait(60)
    yield app.run()


def judge(_kept: Kept) -> Iterator[AppTest]:
    small = {"dataset": "iris", "contenders": "decision_tree,dummy", "judge.folds": "3", "judge.repeats": "1"}
    small |= {"judge.varied": "decision_tree.max_depth", "judge.datasets": "iris,wine", "decision_tree.max_depth": "1"}
    for question in get_args(Question):
        app = opened("judge/judge", **small | {"judge.question": question})
        yield app
        yield app.button(key="judge-start").click().run()
        assert app.session_state["judge"].study.wait(60)
        yield from under_tabs(ran(app.run()))
    app.session_state["judge-lesson"] = True
    yield app.run()


def ask(kept: Kept) -> Iterator[AppTest]:
    yield opened("ask/ask")
    for id in kept.raced.values():
        app = opened("ask/ask", race=id)
        wait_until(lambda app=app: "asking" in ran(app.run()).session_state)
        yield from under_tabs(_answered(app), _answered)


def _answered(app: AppTest) -> AppTest:
    """Wait until all that the page has asked is answered."""
    asking = app.session_state["asking"]
    wait_until(lambda: not (asking.session.state.waiting or asking.session.state.sent))
    return app.run()


def lab(_kept: Kept) -> Iterator[AppTest]:
    app = opened("lab/lab", points="60")
    mine = app.session_state["lab"]
    try:
        mine.obey(commands.StepEpoch())
        wait_until(lambda: mine.lab.look(0.5) is not None and mine.lab.look().epoch == 1)
        app.session_state["lab-lesson"] = True
        yield app.run()
    finally:
        mine.leave()
        mine.lab.end()


def learn(_kept: Kept) -> Iterator[AppTest]:
    yield opened("learn/learn")
    yield opened("learn/learn", chapter="none")


def history(kept: Kept) -> Iterator[AppTest]:
    yield opened("history/history")
    for id in ("race-iris", "study-setting", "0"):
        yield from under_tabs(opened("history/history", race=id))
    run = races().get(kept.raced["diabetes"]).run
    yield from a_result(opened("history/history", race=run.id), run)
    yield opened("history/history", compare=f"race-iris,{kept.raced['iris']}")
    yield opened("history/history", compare=f"race-iris,{kept.raced['diabetes']}")


def bring(_kept: Kept) -> Iterator[AppTest]:
    app = opened("upload/bring")
    yield app
    app.text_area(key="bring-pasted").set_value(TABLE)
    ran(app.button(key="bring-read-pasted").click().run())
    wait_until(lambda: app.session_state["upload"].reading is None or app.session_state["upload"].reading.wait(1))
    yield from under_tabs(ran(app.run()))
    delete(app.session_state["upload"].opened.id, owner_of(SECRET))  # its title is in this walk's language


def explore(kept: Kept) -> Iterator[AppTest]:
    for id in kept.raced.values():
        app = opened("explore/explore", **to_query(races().get(id).run.spec))
        yield app
        assert app.session_state["exploring"].work.wait(60)
        yield from under_tabs(ran(app.run()))


def classroom(_kept: Kept) -> Iterator[AppTest]:
    yield opened("lessons/class")
    teacher = opened("lessons/class", lesson=LESSON)
    yield teacher
    ran(teacher.button[0].click().run())
    code = query(teacher)["room"]
    learner = opened("lessons/class", "8" * 43, room=code)
    yield learner
    learner.text_input(key="class-name").set_value("8")
    yield learner.button[0].click().run()
    teacher.session_state["class-more"] = True
    yield teacher.run()
    for key in ("freeze", "names"):
        yield teacher.button(key=f"class-{key}").click().run()
    yield learner.run()
    assert rooms().find(code, "test")


def certificate(_kept: Kept) -> Iterator[AppTest]:
    yield opened("lessons/certificate")
    yield opened("lessons/certificate", certificate="0")
    *_states, app = a_lesson()
    (reached,) = (where for where in lessons.links(app).values() if "certificate=" in where)
    yield opened("lessons/certificate", certificate=reached.partition("certificate=")[2])


def account(_kept: Kept) -> Iterator[AppTest]:
    yield opened("about/account")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_REQUIRE_LOGIN", "1")
        patch.setenv("BAKEOFF_USERS", "sub:1 sub:2")
        patch.setenv("BAKEOFF_UPLOADERS", "sub:2")
        patch.setenv("BAKEOFF_ADMINISTRATORS", "sub:3")
        pages = ("about/account", "upload/bring", "about/privacy", "about/account", "about/account")
        for number, page in enumerate(pages):
            app = new_app()
            app.user = {"is_logged_in": number > 0, "sub": str(number)}
            yield ran(app.switch_page(f"pages/{page}.py").run())


def administration(_kept: Kept) -> Iterator[AppTest]:
    yield opened("administration/administration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_ADMIN_TOKEN", "1" * 16)
        patch.setattr(administration_page, "n_sessions", lambda: 3)  # AppTest has no runtime that could count them
        app = opened("administration/administration")
        yield app
        yield app.button[0].click().run()
        app.session_state["administration-unlocked"] = "1" * 16
        race = races().start(BakeoffSpec(dataset="iris", contenders=["dummy"]), "")
        yield app.run()
        assert race.wait(60)
        for key in ("announce", "clear"):
            yield app.button(key=f"administration-{key}").click().run()
        app.text_input(key="administration-sentence").set_value("1")
        yield app.button(key="administration-announce").click().run()
        yield app.button(key="administration-take-back").click().run()


def still(page: str) -> Callable[[Kept], Iterator[AppTest]]:
    """Walk through a page that is always the same."""
    return lambda _kept: iter([opened(page)])


WALKS = {
    "race": race,
    "judge": judge,
    "ask": ask,
    "lab": lab,
    "learn": learn,
    "history": history,
    "bring": bring,
    "data": still("gallery/gallery"),
    "explore": explore,
    "published": still("published/published"),
    "method": still("about/method"),
    "privacy": still("about/privacy"),
    "class": classroom,
    "certificate": certificate,
    "account": account,
    "administration": administration,
}
"""By a page's place in the address."""
