"""OpenML on the page where data are brought: searched, sized, brought, and what is said when it is not there."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from tests.openml_replay import Replay, replay, waits
from tests.pages.steps import new_app, ran
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("jobs_home")

BRING = "pages/upload/bring.py"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with replay() as server:
        monkeypatch.setenv("BAKEOFF_OPENML_URL", server.address)
        yield server


@pytest.fixture
def searched(there: Replay) -> Callable[[str], AppTest]:
    def search(text: str) -> AppTest:
        app = ran(new_app().switch_page(BRING).run())
        app.text_input(key="openml-asked").set_value(text)
        ran(app.button(key="openml-go").click().run())
        if (search := app.session_state["openml"].search) is not None and not there.bad:
            assert search.wait(60)
            ran(app.run())
        return app

    return search


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def test_a_data_set_is_found_with_its_size_brought_and_shown(there, searched):
    app = searched("iris")
    assert "OpenML 61, 150 rows, 5 columns, 3 classes, 7\xa0kB" in texts(app.caption)
    assert "OpenML 969, 150 rows, 5 columns, 2 classes, size unknown" in texts(app.caption)
    assert not any("arff" in path for path in there.asked)
    ran(app.button(key="openml-bring-61").click().run())
    assert app.session_state["upload"].reading.wait(60)
    ran(app.run())
    assert texts(app.header) == ["iris"]
    assert any("From OpenML, data set 61, version 1, licence\\: Public" in one for one in texts(app.caption))
    assert app.session_state["upload"].opened.about.target == "class"
    assert not app.button(key="bring-race").disabled


def test_what_is_too_large_says_so_and_cannot_be_pressed(searched, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_ROWS", "100")
    app = searched("61")
    assert app.button(key="openml-bring-61").disabled
    assert any(one.startswith("Too large to import") for one in texts(app.caption))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nobody-has-this", "OpenML has no data set of this name or number"),
        ("<script>", "Type a data set’s number or its exact name"),
        ("", "Type a data set’s number or its exact name"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(searched, text, said):
    app = searched(text)
    assert [one.startswith(said) for one in texts(app.error)] == [True]
    assert texts(app.header) == ["Who wins on your data?"]


def test_without_a_network_one_sentence_says_so_and_the_rest_works(searched, monkeypatch):
    monkeypatch.setenv("BAKEOFF_OPENML_URL", "http://127.0.0.1:9")
    app = searched("iris")
    assert [one.startswith("OpenML does not answer\\: there is no network") for one in texts(app.error)] == [True]
    app.text_area(key="bring-pasted").set_value("a;b\n" + "".join(f"{n};{n % 2}\n" for n in range(20)))
    ran(app.button(key="bring-read-pasted").click().run())
    if app.session_state["upload"].reading is not None:
        assert app.session_state["upload"].reading.wait(60)
        ran(app.run())
    assert texts(app.header) == ["Pasted table"]


def test_a_slow_search_and_a_slow_file_move_and_can_be_stopped(there, searched):
    there.bad["list"] = waits()
    app = searched("iris")
    wait_until(lambda: any(one.startswith("Asking OpenML, ") for one in texts(ran(app.run()).caption)))
    ran(app.button(key="openml-stop").click().run())
    openml = app.session_state["openml"]
    wait_until(lambda: openml.search is None or not openml.search.active)
    ran(app.run())
    assert texts(app.error) == ["The search was stopped."]
    there.bad.clear()
    app = searched("561")
    there.bad["cpu.arff"] = waits(b"%" * 100_000)
    ran(app.button(key="openml-bring-561").click().run())
    wait_until(lambda: any(one.startswith("Fetching cpu from OpenML, ") for one in texts(ran(app.run()).info)))
    ran(app.button(key="bring-stop").click().run())
    upload = app.session_state["upload"]
    wait_until(lambda: upload.reading is None or not upload.reading.active)
    ran(app.run())
    assert texts(app.error) == ["Fetching was stopped; nothing of the data set is kept."]


def test_what_is_stopped_is_told_at_once_though_its_own_part_of_the_page_is_drawn_alone(there, searched, monkeypatch):
    app = searched("561")
    there.bad["cpu.arff"] = waits(b"%" * 100_000)
    ran(app.button(key="openml-bring-561").click().run())
    upload, end, told = app.session_state["upload"], LocalScriptRunner._on_script_finished, []

    def ended(self, context, *arguments):
        end(self, context, *arguments)
        told.append([one.delta.new_element.alert.body for one in self.forward_msgs()])
        if len(told) == 1:
            upload.reading.stop()
            wait_until(lambda: not upload.reading.active)
            upload.take()  # as a press on Stop does, before the part is drawn
            (part,) = context.fragment_storage._fragments
            self.request_rerun(RerunData(fragment_id=part, page_script_hash=context.page_script_hash))

    monkeypatch.setattr(LocalScriptRunner, "_on_script_finished", ended)
    ran(app.run())
    assert "Fetching was stopped; nothing of the data set is kept." in told[-1]
