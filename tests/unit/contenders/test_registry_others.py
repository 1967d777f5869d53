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


def test_an_installed_packages_contender_is_one_of_all(tmp_path):
    root = installed(tmp_path, "guesser = guessing:CONTENDER", INFO.format(name="guesser", order=80))
    done = python(
        """
        from bakeoff import BakeoffSpec
        from bakeoff.contenders import contenders
        from bakeoff.features.export.script import race_script
        from bakeoff.link import from_query, to_query
        spec = BakeoffSpec(dataset="iris", contenders=["guesser", "dummy"])
        print(list(contenders())[-1], from_query(to_query(spec))[0] == spec, "guesser = Dummy" in race_script(spec))
        """,
        root,
    )
    assert done.stdout.split() == ["guesser", "True", "True"]
    assert done.stderr == ""


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
        from bakeoff.contenders import contender
        from bakeoff.features.export.script import race_script
        spec = BakeoffSpec(dataset="iris", contenders=["extra", "decision_tree"])
        frame = run(spec).to_frame()
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


WRONG = {
    "OSError: no library": ("guesser", "raise OSError('no library')"),
    "it declares the name other": ("guesser", INFO.format(name="other", order=80)),
    "decision_tree has the same": ("guesser", INFO.format(name="guesser", order=20)),
    "svm has the same name": ("svm", INFO.format(name="svm", order=80)),
    "it is no Contender": ("guesser", "CONTENDER = 3"),
}


@pytest.fixture(scope="module")
def beside_the_wrong(tmp_path_factory):
    """Return what a Python says and warns of that has all of these, a missing module, and a broken folder."""
    root = tmp_path_factory.mktemp("wrong")
    for place, (name, content) in enumerate(WRONG.values()):
        installed(root, f"{name} = guessing_{place}:CONTENDER", content, f"guessing_{place}")
    installed(root, "guesser = missing:CONTENDER", "", "guessing")
    folders = tmp_path_factory.mktemp("contenders")
    broken = folders / "broken"
    broken.mkdir()
    (broken / "__init__.py").write_text('"""Broken."""\n', encoding="utf-8")
    (broken / "info.py").write_text("import something_that_is_not_there\n", encoding="utf-8")
    return python(
        f"""
        import bakeoff.contenders
        bakeoff.contenders.__path__.append({str(folders)!r})  # beside our own folders
        print(list(bakeoff.contenders.contenders()))
        """,
        root,
    )


@pytest.mark.parametrize(
    ("module", "why"),
    [*((f"guessing_{place}", why) for place, why in enumerate(WRONG)), ("missing", "No module named 'missing'")],
)
def test_one_that_can_not_stand_beside_the_others_is_left_out_and_named(beside_the_wrong, module, why):
    assert beside_the_wrong.stdout.strip() == str(list(contenders()))
    told = [line for line in beside_the_wrong.stderr.splitlines() if f" {module}:CONTENDER is left out" in line]
    assert len(told) == 1
    assert told[0].partition("RuntimeWarning: ")[2].startswith("The contender ")
    assert why in told[0]


def test_a_broken_folder_is_left_out_and_named(beside_the_wrong):
    assert beside_the_wrong.stdout.strip() == str(list(contenders()))
    assert "The contender contenders/broken is left out: ModuleNotFoundError" in beside_the_wrong.stderr
