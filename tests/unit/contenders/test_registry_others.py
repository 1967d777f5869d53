"""Contenders of other installed packages, and folders that can not be imported, in a process of their own."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bakeoff.contenders import contenders

INFO = """
from bakeoff.contenders import Contender, Identity
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.contenders.dummy.info import Hyperparameters, build

CONTENDER = Contender(
    name={name!r}, label="Guesser", summary="Guesses as well.", identity=Identity("#123456", "star"),
    hyperparameters=Hyperparameters, build=build, order={order}, selected=False,
    script=scikit_learn_script,
)
"""


def installed(root: Path, entry: str, content: str, module: str = "guessing") -> Path:
    """Put a distribution with one module into `root`, as pip would."""
    (root / f"{module}.py").write_text(content, encoding="utf-8")
    about = root / f"{module}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[bakeoff.contenders]\n{entry}\n", encoding="utf-8")
    return root


def python(code: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a new process that finds packages in these folders too."""
    lines = [f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}", textwrap.dedent(code)]
    return subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)


PLAIN = """
from bakeoff.contenders import Contender, Identity
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.fields import Settings

def build(_settings, task, seed):
    from sklearn.ensemble import ExtraTreesClassifier
    return ExtraTreesClassifier(n_estimators=5, random_state=seed)

CONTENDER = Contender(
    name="extra", label="Extra trees", summary="Draws its questions.", identity=Identity("#123456", "star"),
    hyperparameters=Settings, build=build, sizes=lambda fitted: {"trees": len(fitted.estimators_)}, order=80,
    script=scikit_learn_script,
)
"""


def test_a_plain_estimator_of_an_installed_package_races_and_nothing_is_warned_of(tmp_path, monkeypatch):
    root = installed(tmp_path, "extra = plain_trees:CONTENDER", PLAIN, "plain_trees")
    monkeypatch.setenv("PYTHONPATH", f"{root}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    done = python(
        """
        import json
        from bakeoff import BakeoffSpec, run
        from bakeoff.contenders import contender, contenders
        from bakeoff.export.script import race_script
        from bakeoff.link import from_query, to_query
        spec = BakeoffSpec(dataset="iris", contenders=["extra", "decision_tree"])
        assert (list(contenders())[-1], from_query(to_query(spec))[0]) == ("extra", spec)
        frame = run(spec).to_frame(all=True)
        modules = [contender(name).module for name in spec.contenders]
        script = "extra = ExtraTreesClassifier(n_estimators=5, random_state=0)" in race_script(spec)
        print(json.dumps([frame["status"].to_dict(), frame.loc["extra", "trees"], modules, script]))
        """,
        root,
    )
    status, trees, modules, script = json.loads(done.stdout)
    assert status == {"extra": "done", "decision_tree": "done"}
    assert trees == 5
    assert sorted(modules) == ["bakeoff.contenders.decision_tree.estimator", "plain_trees"]
    assert script
    assert done.stderr == ""


@pytest.mark.nightly
def test_contenders_of_several_packages_may_have_one_place_on_the_page(tmp_path):
    for name in ("zebra", "ant", "keen"):
        installed(tmp_path, f"{name} = {name}:CONTENDER", INFO.format(name=name, order=20), name)
    installed(tmp_path, "late = late:CONTENDER", INFO.format(name="late", order=20).replace("order=20, ", ""), "late")
    done = python("from bakeoff.contenders import contenders; print(*contenders())", tmp_path)
    names = done.stdout.split()
    assert set(names) - set(contenders()) == {"zebra", "ant", "keen", "late"}
    assert names[names.index("ant") - 1 : names.index("zebra") + 1] == [
        "keras_mlp",
        "ant",
        "decision_tree",
        "keen",
        "zebra",
    ]
    assert names[-1] == "late"
    assert done.stderr == ""


WRONG = {
    "OSError: no library": ("broken_library", "raise OSError('no library')"),
    "its record has the name “other”.": ("renamed", INFO.format(name="other", order=80)),
    "another contender has this name.": ("svm", INFO.format(name="svm", order=80)),
    "its entry is no Contender.": ("three", "CONTENDER = 3"),
    "TypeError: '<' not supported between instances of 'str' and 'int'": (
        "last",
        INFO.format(name="last", order="'last'"),
    ),
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory) -> Path:
    """Return a folder with all of these, and a package whose module is missing."""
    root = tmp_path_factory.mktemp("wrong")
    for place, (name, content) in enumerate(WRONG.values()):
        installed(root, f"{name} = guessing_{place}:CONTENDER", content, f"guessing_{place}")
    installed(root, "gone = missing:CONTENDER", "", "guessing")
    return root


@pytest.fixture(scope="module")
def beside_the_wrong(wrong, tmp_path_factory):
    """Return the names, answers and warnings of a Python with the wrong ones and a broken folder."""
    folders = tmp_path_factory.mktemp("contenders")
    broken = folders / "broken"
    broken.mkdir()
    (broken / "__init__.py").write_text('"""Broken."""\n', encoding="utf-8")
    (broken / "info.py").write_text("import something_that_is_not_there\n", encoding="utf-8")
    return python(
        f"""
        import bakeoff.contenders
        from bakeoff import BakeoffSpec
        from bakeoff.errors import BakeoffError
        bakeoff.contenders.__path__.append({str(folders)!r})  # beside our own folders
        print(list(bakeoff.contenders.contenders()))
        for name in ("gone", "renamed", "guesser", "svm"):
            try:
                print(*BakeoffSpec(contenders=[name]).contenders)
            except BakeoffError as error:
                print(error)
        """,
        wrong,
    )


LEFT_OUT = [
    *((name, f"guessing_{place}", why) for place, (why, (name, _content)) in enumerate(WRONG.items())),
    ("gone", "guessing", "ModuleNotFoundError: No module named 'missing'"),
    ("broken", "contenders/broken", "ModuleNotFoundError: No module named 'something_that_is_not_there'"),
]


@pytest.mark.parametrize(("name", "place", "why"), LEFT_OUT)
def test_one_that_cannot_stand_beside_the_others_is_left_out_and_a_line_says_why(beside_the_wrong, name, place, why):
    assert beside_the_wrong.stdout.splitlines()[0] == str(list(contenders()))
    lines = beside_the_wrong.stderr.splitlines()
    assert lines.count(f"The contender “{name}” of {place} is left out: {why}") == 1
    assert len(lines) == len(LEFT_OUT)


def test_who_names_one_that_is_left_out_is_told_why(beside_the_wrong):
    gone, renamed, unknown, svm = beside_the_wrong.stdout.splitlines()[1:]
    assert gone == "The contender “gone” of guessing is left out: ModuleNotFoundError: No module named 'missing'"
    assert renamed == "The contender “renamed” of guessing_1 is left out: its record has the name “other”."
    assert unknown.startswith("Unknown contender “guesser”; ")
    assert svm == "svm"


@pytest.mark.nightly
def test_the_command_line_tells_once_what_is_left_out(wrong, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", f"{wrong}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    command = [sys.executable, "-m", "bakeoff.cli", "run", "--dataset", "iris", "--contenders", "dummy,k_nearest"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Baseline" in done.stdout
    left_out = [line for line in done.stderr.splitlines() if line]
    assert len(left_out) == len(WRONG) + 1
    assert all(line.startswith("The contender “") for line in left_out)


@pytest.mark.nightly
def test_a_script_says_why_a_contender_is_left_out(tmp_path):
    content = INFO.format(name="guesser", order=80).replace("script=scikit_learn_script,", "")
    done = python(
        """
        from sklearn.linear_model import LogisticRegression
        from bakeoff import BakeoffSpec
        from bakeoff.export.script import race_script
        contenders = {"guesser": {}, "mine": LogisticRegression(), "dummy": {}}
        print(race_script(BakeoffSpec(dataset="iris", contenders=contenders)))
        """,
        installed(tmp_path, "guesser = guessing:CONTENDER", content),
    )
    assert "# The package of Guesser has no code for scripts, so it is left out here.\n" in done.stdout
    assert "# mine is an estimator of your own program, so it is left out here.\n" in done.stdout
