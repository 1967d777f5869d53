"""Contenders of other installed packages, and folders that can not be imported, in a process of their own."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bakeoff.contenders import contenders

INFO = """
from bakeoff.contenders import Contender, Identity
from bakeoff.contenders.scikit_learn import scikit_learn_script
from bakeoff.contenders.dummy.info import Hyperparameters, build, sizes

CONTENDER = Contender(
    name={name!r}, label="Guesser", summary="Guesses as well.", identity=Identity("#123456", "star"),
    hyperparameters=Hyperparameters, build=build, sizes=sizes, step_name="", order={order}, selected=False,
    script=scikit_learn_script,
)
"""


def installed(root: Path, entry: str, content: str) -> Path:
    """Put a distribution with one module into `root`, as pip would."""
    (root / "guessing.py").write_text(content, encoding="utf-8")
    about = root / "guessing-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: guessing\nVersion: 1.0\n", encoding="utf-8")
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
        from bakeoff.export import race_script
        from bakeoff.link import from_query, to_query
        spec = BakeoffSpec(dataset="iris", contenders=["guesser", "dummy"])
        print(list(contenders())[-1], from_query(to_query(spec))[0] == spec, "guesser = Dummy" in race_script(spec))
        """,
        root,
    )
    assert done.stdout.split() == ["guesser", "True", "True"]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("entry", "content", "why"),
    [
        ("guesser = guessing:CONTENDER", "raise OSError('no library')", "OSError: no library"),
        ("guesser = guessing:CONTENDER", INFO.format(name="other", order=80), "it declares the name other"),
        ("guesser = guessing:CONTENDER", INFO.format(name="guesser", order=20), "decision_tree has the same"),
        ("svm = guessing:CONTENDER", INFO.format(name="svm", order=80), "svm has the same name"),
        ("guesser = guessing:CONTENDER", "CONTENDER = 3", "it is no Contender"),
        ("guesser = missing:CONTENDER", "", "No module named 'missing'"),
    ],
)
def test_one_that_can_not_stand_beside_the_others_is_left_out_and_named(tmp_path, entry, content, why):
    root = installed(tmp_path, entry, content)
    done = python("from bakeoff.contenders import contenders; print(len(contenders()))", root)
    assert int(done.stdout) == len(contenders())
    assert f"RuntimeWarning: The contender {entry.partition(' = ')[2]} is left out" in done.stderr
    assert why in done.stderr


def test_a_broken_folder_is_left_out_and_named(tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "__init__.py").write_text('"""Broken."""\n', encoding="utf-8")
    (broken / "info.py").write_text("import something_that_is_not_there\n", encoding="utf-8")
    done = python(
        f"""
        import bakeoff.contenders
        bakeoff.contenders.__path__.append({str(tmp_path)!r})  # beside our own folders
        print("svm" in bakeoff.contenders.contenders(), "broken" in bakeoff.contenders.contenders())
        """
    )
    assert done.stdout.split() == ["True", "False"]
    assert "The contender contenders/broken is left out: ModuleNotFoundError" in done.stderr
