"""Races as a folder for a static host: what lies in it, from each kind of file that a race can be."""

import html
import io
import json
import re
import zipfile

import pytest

from bakeoff.errors import SettingError
from bakeoff.export.packing import Packing
from bakeoff.export.project import project_file
from bakeoff.export.publish import page_names, published
from bakeoff.export.publishing import publish
from bakeoff.export.rows import RaceRows
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec

SHARED = {"assets/plotly.js", "assets/replay.js", "assets/report.css", "assets/report.js"}


def rows_of(report: Report) -> RaceRows:
    return RaceRows(held_out=report.held_out, answers=report.answers, stage=None, moments={})


def test_an_index_leads_to_a_page_for_each_race(report):
    run = rows_of(report).added_to(Run.ended("secret", report))
    files = published({"first": run, "second": run})
    assert files.keys() == {"index.html", "first.html", "second.html", *SHARED}
    index = html.unescape(files["index.html"])
    assert re.findall(r'href="([^"]*\.html)"', index) == ["first.html", "second.html"]
    assert index.count(report.verdict.headline) == 2
    assert "Bakeoff: 2 races" in index
    for name in ("index.html", "first.html"):
        asked = re.findall(r'(?:src|href|data-plotly)="([^"]*)"', files[name])
        assert [address for address in asked if address not in files] == []
        assert "secret" not in files[name]
        assert not re.search(r"script-src[^;]*unsafe-inline", files[name])


def test_pages_have_names_that_differ():
    assert page_names(["iris", "my race!", "iris", "index", "?"]) == ["iris", "my-race", "iris-2", "index-2", "race"]


def test_reports_projects_and_set_ups_are_published(report, tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "data"))
    (tmp_path / "told.json").write_text(report.to_json())
    (tmp_path / "kept.bakeoff").write_bytes(project_file(report))
    spec = BakeoffSpec(dataset="moons", contenders=["decision_tree", "dummy"])
    (tmp_path / "asked.json").write_text(spec.to_json())
    said: list[str] = []
    races = [str(tmp_path / name) for name in ("told.json", "kept.bakeoff", "asked.json")]
    index = publish(tmp_path / "site" / "deep", races, said.append)
    assert [path.stem for path in index.parent.glob("*.html")] != []
    assert len(said) == 1  # only one had to be run
    page = (index.parent / "asked.html").read_text(encoding="utf-8")
    assert '<div id="replay">' in page
    assert page.count("<figure>") > 5
    assert len(page) < 1_000_000
    assert (index.parent / "told.html").read_text(encoding="utf-8").count("<figure>") == 2  # the learning curves


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("race.json", "[1]", "must be"),
        ("race.json", "{", "race.json"),
        ("race.json", json.dumps({"environment": {}, "version": 2}), "neither the set-up nor the report"),
        ("race.bakeoff", "nothing", "project file"),
        ("spirals", None, "did you mean “spiral”"),
        ("none.json", None, "Cannot read"),
    ],
)
def test_what_is_no_race_is_refused_in_a_sentence_before_anything_is_written(name, content, sentence, tmp_path):
    path = name if content is None and "." not in name else str(tmp_path / name)
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(SettingError, match=sentence):
        publish(tmp_path / "site", [path], print)
    assert not (tmp_path / "site").exists()


def test_a_file_is_no_folder_to_publish_in(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="it is a file"):
        publish(tmp_path / "file", ["iris"], print)


def test_the_race_page_has_the_folder_made(engine, report, tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    packing = Packing("site", "race", report, engine, rows=rows_of(report))
    assert packing.wait(60)
    assert packing.problem == ""
    with zipfile.ZipFile(io.BytesIO(packing.content())) as archive:
        assert set(archive.namelist()) == {"index.html", "iris.html", *SHARED}
        assert archive.read("iris.html").decode().count("<figure>") > 5
