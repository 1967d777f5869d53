"""A project file comes back; a hostile one is refused with one sentence before anything in it is unpacked."""

import io
import json
import stat
import zipfile

import pandas as pd
import pytest

from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.errors import SettingError
from bakeoff.export.project import project_file, read_project
from bakeoff.text import speaking, told
from tests.catalogues import language_made_of


@pytest.fixture(scope="session")
def content(report) -> bytes:
    return project_file(report, "What I *learnt*: 5 trees do.\n")


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("notes.md")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def changed(content: bytes, name: str, path: list[str], value: object) -> bytes:
    """Return the file with one value of a JSON part replaced."""
    parts = members(content)
    whole = place = json.loads(parts[name])
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return packed(parts | {name: json.dumps(whole).encode()})


def claiming(content: bytes, size: int, parts: int = 1) -> bytes:
    """Return the file with the unpacked size of its first parts as the directory states it changed."""
    at = -1
    for _ in range(parts):
        at = content.index(b"PK\x01\x02", at + 1)
        content = content[: at + 24] + size.to_bytes(4, "little") + content[at + 28 :]
    return content


def test_it_comes_back(report, content):
    project = read_project(content)
    assert project.spec == report.spec
    assert project.notes == "What I *learnt*: 5 trees do.\n"
    assert project.fingerprint == fingerprint(report.spec.dataset.info.load(report.spec.dataset.options))
    assert project.report.verdict == report.verdict
    assert project.report.results["random_forest"].message == report.results["random_forest"].message
    for name, outcome in report.finished().items():
        assert repr(project.report.results[name].outcome.metrics) == repr(outcome.metrics)  # NaN is not itself


def test_what_it_says_is_told_to_whoever_opens_it_in_their_language(content, report, tmp_path):
    test = "{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, with this seed"
    verdict = read_project(content).report.verdict
    with language_made_of(tmp_path, "de", {test: "{n}: {test}"}), speaking("de"):
        for text in (verdict.test, read_project(content).report.verdict.test):
            assert told(text).startswith(f"{report.setting.n_test}: ")
        assert verdict.pairs[0].test.id


def test_a_text_within_texts_without_end_is_taken_for_bare_words(content):
    deep = json.loads('{"id": "{n}", "text": "so", "values": {"n": ' * 300 + "1" + "}}" * 300)
    spoilt = changed(content, "report.json", ["verdict", "sentence"], deep)
    assert read_project(spoilt).report.verdict.sentence == "so"


def test_the_same_race_is_the_same_file_whose_predictions_can_be_read(report, content):
    assert project_file(report, "What I *learnt*: 5 trees do.\n") == content
    frame = pd.read_csv(io.BytesIO(members(content)["predictions.csv"]), index_col="row")
    assert list(frame["svm"]) == list(report.predictions()["svm"])


def test_models_are_handed_on_unopened(report):
    assert read_project(project_file(report, models=b"no zip at all")).models == b"no zip at all"


def test_one_of_version_1_which_had_no_models_still_opens(report, content):
    project = read_project(changed(content, "about.json", ["version"], 1))
    assert (project.spec, project.models) == (report.spec, b"")


CAVEAT = {"code": "few_tested", "level": "warning", "what": "Few.", "reason": "So.", "mend": "More.", "button": "More"}

BAD = {
    "empty": (lambda good: b"", "no project file"),
    "no zip": (lambda good: b"Dear diary", "no project file"),
    "a zip of something else": (lambda good: packed({"cat.txt": b"meow"}), "lacks one of the parts"),
    "cut short": (lambda good: good[:-30], "cut short"),
    "cut short early": (lambda good: good[:200], "cut short"),
    "one byte changed": (lambda good: good[:60] + bytes([good[60] ^ 1]) + good[61:], "damaged"),
    "another text encoding": (lambda good: packed(members(good) | {"notes.md": b"\xff\xfe\x00"}), "damaged"),
    "newer": (lambda good: changed(good, "about.json", ["version"], 3), "newer Bakeoff"),
    "newer report": (lambda good: changed(good, "report.json", ["version"], 3), "newer Bakeoff"),
    "no version": (lambda good: changed(good, "about.json", ["version"], "1"), "which version"),
    "climbs": (lambda good: packed(members(good) | {"../../.bashrc": b"echo"}), "outside its folder"),
    "climbs on Windows": (lambda good: packed(members(good) | {"..\\run.bat": b"echo"}), "outside its folder"),
    "absolute": (lambda good: packed(members(good) | {"/etc/passwd": b"root"}), "outside its folder"),
    "a drive": (lambda good: packed(members(good) | {"C:/run.bat": b"echo"}), "outside its folder"),
    "a link": (lambda good: packed({link(): b"/etc/passwd", "spec.json": b"{}"}), "a link to another file"),
    "many parts": (lambda good: packed(members(good) | {f"{n}.txt": b"" for n in range(200)}), "more than 100 parts"),
    "says it unpacks to 4 GB": (lambda good: claiming(good, 2**32 - 2), "unpacked it would take"),
    "says it unpacks to 10 GB": (lambda good: claiming(good, 5 * 10**9 // 2, parts=4), "unpacked it would take"),
    "zeros": (lambda good: packed(members(good) | {"zeros": bytes(101 * 2**20)}), "unpacked it would take"),
    "a report without end": (
        lambda good: packed(members(good) | {"report.json": bytes(25 * 2**20)}),
        "would take more than 24 MB",
    ),
    "a report of unknown keys": (
        lambda good: changed(good, "report.json", ["more"], dict.fromkeys(map(str, range(1_600_000)), 1)),
        "report.json in it has too many values",
    ),
    "rows of empty lists": (
        lambda good: packed(members(good) | {"rows.json": b"[" + b"[]," * 2_400_000 + b"[]]"}),
        "rows.json in it has too many values",
    ),
    "a set-up without end": (
        lambda good: packed(members(good) | {"spec.json": b'{"a": 1}' + b" " * 100_000}),
        "spec.json in it has more than 100 kB",
    ),
    "too large": (lambda good: good + bytes(21 * 2**20), "too large"),
    "lies about its size": (lambda good: claiming(good, 3), "damaged"),
    "invalid JSON": (lambda good: packed(members(good) | {"spec.json": b"{"}), "spec.json in the project file is not"),
    "invalid about": (lambda good: packed(members(good) | {"about.json": b"[" * 10**5}), "about.json in the project"),
    "JSON of another kind": (lambda good: packed(members(good) | {"about.json": b"[]"}), "must be a JSON object"),
    "unknown data": (lambda good: changed(good, "spec.json", ["dataset", "name"], "irisses"), "“irisses”"),
    "unknown contender": (lambda good: changed(good, "spec.json", ["contenders"], {"gpt": {}}), "“gpt”"),
    "unknown setting": (lambda good: changed(good, "spec.json", ["rules", "sede"], 1), "did you mean “seed”"),
    "value out of range": (lambda good: changed(good, "spec.json", ["rules", "test_share"], 7), "0.9 or less"),
    "another race’s report": (
        lambda good: changed(good, "spec.json", ["rules", "seed"], 1),
        "not the report of its race",
    ),
    "a report of nothing": (
        lambda good: packed(members(good) | {"report.json": b'{"version": 1}'}),
        "not a race’s report",
    ),
    "a word for a score": (
        lambda good: changed(good, "report.json", ["contenders", "svm", "metrics", "accuracy", "value"], "<b>"),
        "not a race’s report",
    ),
    "an endless score": (
        lambda good: changed(good, "report.json", ["contenders", "svm", "metrics", "accuracy", "high"], float("inf")),
        "not the report of its race",
    ),
    "no score": (
        lambda good: changed(good, "report.json", ["contenders", "svm", "metrics"], {}),
        "not the report of its race",
    ),
    "a number for a verdict": (
        lambda good: changed(good, "report.json", ["verdict", "sentence"], 1),
        "not a race’s report",
    ),
    "a caveat that nothing mends": (
        lambda good: changed(good, "report.json", ["verdict", "caveats"], [CAVEAT | {"mend_with": {"svm.C": 2}}]),
        "not a race’s report",
    ),
    "a caveat mended by a wrong value": (
        lambda good: changed(good, "report.json", ["verdict", "caveats"], [CAVEAT | {"mend_with": {"rules.seed": -1}}]),
        "not a race’s report",
    ),
    "a verdict on a stranger": (
        lambda good: changed(good, "report.json", ["verdict", "scores"], {"random_forest": 1.0}),
        "not the report of its race",
    ),
    "a verdict by a metric that is none": (
        lambda good: changed(good, "report.json", ["verdict", "metric"], "luck"),
        "not the report of its race",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_one_is_refused_with_one_sentence(content, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spoil, why = BAD[name]
    with pytest.raises(SettingError) as caught:
        read_project(spoil(content))
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_numbers_given_as_texts_are_numbers_then(content):
    spoilt = changed(content, "report.json", ["contenders", "svm", "metrics", "accuracy", "value"], "0.5")
    assert read_project(spoilt).report.results["svm"].outcome.metrics["accuracy"].value == 0.5
