"""The command line speaks the language that is asked for, or the terminal's."""

import re

import pytest
from rich.cells import cell_len

import bakeoff
from bakeoff.cli import BAD_INPUT, main
from bakeoff.terminal import print_list
from tests.catalogues import BEGIN, PSEUDO, left_in_english, marked, pseudo_language

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True, scope="module")
def pseudo(tmp_path_factory):
    with pseudo_language(tmp_path_factory.mktemp("locale")):
        yield


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)


def printed(capsys) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("command", ["recipes", "datasets", "contenders"])
def test_a_list_is_told_in_the_language_that_is_asked_for(command, capsys):
    assert main(["--lang", PSEUDO, command]) == 0
    lines = printed(capsys).splitlines()
    for line in lines:
        _name, _gap, words = line.partition(" ")
        assert BEGIN in words
        assert left_in_english(words) == []


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_a_race_is_told_in_it(capsys):
    assert main(["--lang", PSEUDO, "run", "--dataset", "iris", "--contenders", "decision_tree,dummy"]) == 0
    assert left_in_english(printed(capsys)) == []


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_a_study_is_told_in_it(capsys):
    words = "judge --dataset iris --contenders decision_tree,dummy --set judge.folds=3 --set judge.repeats=1"
    assert main(["--lang", PSEUDO, *words.split()]) == 0
    assert left_in_english(printed(capsys)) == []


def test_an_error_is_told_in_it(capsys):
    assert main(["--lang", PSEUDO, "run", "--set", "x"]) == BAD_INPUT
    assert printed(capsys).startswith(BEGIN)


@pytest.mark.parametrize("command", [[], ["run"], ["judge"]])
def test_its_help_is_told_in_it(command, capsys):
    with pytest.raises(SystemExit):
        main(["--lang", PSEUDO, *command, "--help"])
    assert BEGIN in printed(capsys)


@pytest.mark.parametrize(
    "given", [["--help"], ["run", "--nope"], ["app", "--port", "x"], ["judge", "--js"], ["lesson"], ["x"]]
)
def test_what_reads_the_command_line_tells_its_own_words_in_it(given, capsys):
    with pytest.raises(SystemExit):
        main(["--lang", PSEUDO, *given])
    said = printed(capsys)
    assert said.startswith(marked("usage: "))
    words = "usage|options|positional|show|exit|error|argument|expected|invalid|choose|unrecognized|required"
    assert re.findall(rf"\b(?:{words})s?\b", said) == []


def test_the_package_is_described_as_it_describes_itself(capsys):
    for code, said in (("en", bakeoff.__doc__), (PSEUDO, marked(bakeoff.__doc__))):
        with pytest.raises(SystemExit):
            main(["--lang", code, "--help"])
        assert said in printed(capsys)


@pytest.mark.parametrize(
    ("environment", "speaks"),
    [
        ({}, False),
        ({"LANG": "xx_XX.UTF-8"}, True),
        ({"LANG": "xx"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "tlh_KX"}, False),
        ({"LC_MESSAGES": "xx_XX", "LANG": "C"}, True),
        ({"LC_ALL": "C", "LC_MESSAGES": "xx_XX", "LANG": "xx_XX"}, False),
        ({"LC_ALL": "", "LANG": "xx_XX"}, True),
    ],
)
def test_else_the_terminals_language_counts_in_the_order_of_posix(environment, speaks, capsys, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["contenders"]) == 0
    assert (BEGIN in printed(capsys)) == speaks


def test_the_option_counts_before_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "xx_XX")
    assert main(["--lang", "en", "contenders"]) == 0
    assert BEGIN not in printed(capsys)


@pytest.mark.parametrize("given", [["--lang", "tlh"], ["--lang=tlh"]])
def test_a_language_that_there_is_not_is_one_sentence_that_names_those_there_are(given, capsys):
    assert main([*given, "contenders"]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said == "There is no language “tlh”; there are en, xx.\n"


def test_columns_of_wide_characters_stay_in_line(capsys):
    print_list(("名称", "What"), [("决策树", "one"), ("SVM", "two")])
    heads = [
        line[: line.index(word)]
        for line, word in zip(printed(capsys).splitlines(), ("What", "one", "two"), strict=True)
    ]
    assert len({cell_len(head) for head in heads}) == 1
