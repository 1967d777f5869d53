"""The glossary: every word once, explained without words that need another."""

from bakeoff.glossary import TERMS, marked
from bakeoff.text import speaking
from tests.catalogues import language_made_of


def test_words_are_in_the_order_of_the_alphabet_and_have_no_form_in_common():
    names = [term.name for term in TERMS]
    assert names == sorted(names, key=str.casefold)
    forms = [form.casefold() for term in TERMS for form in (term.name, *term.forms)]
    assert len(forms) == len(set(forms))


def test_a_meaning_is_a_sentence_or_two():
    for term in TERMS:
        assert term.meaning.endswith("."), term.name
        assert len(term.meaning) < 200, term.name


def test_a_text_is_cut_and_reads_as_before():
    text = "McNemar’s exact test on 450 held-out rows, Holm-corrected; seed 0, another seed."
    parts = list(marked(text))
    assert "".join(part for part, _term in parts) == text
    assert [(part, term.name) for part, term in parts if term] == [
        ("McNemar’s exact test", "McNemar’s test"),
        ("held-out rows", "held-out rows"),
        ("Holm-corrected", "Holm’s correction"),
        ("seed", "seed"),
    ]


def test_a_weighted_sum_is_no_weight():
    for language, text in (("en", "a weighted sum of its inputs; weighted sums"), ("zh", "各单元的加权和")):
        with speaking(language):
            assert [term.name for _part, term in marked(text) if term] == ["weighted sum"]


def test_no_word_is_found_within_another():
    assert [term for _part, term in marked("The lossless epochal unfolded batchwise baselines") if term] == []


def test_words_are_found_in_a_text_that_has_no_spaces_between_them(tmp_path):
    said = {"epoch": "轮次", "epochs": "轮次", "seed": "种子", "fold": "折", "hidden layer": "隐藏层", "layers": "层"}
    with language_made_of(tmp_path, "zh", said), speaking("zh"):
        parts = list(marked("训练20个轮次，隐藏层共2层，5折，种子为0，Holm-corrected，seedling。"))
    assert [(part, term.name) for part, term in parts if term] == [
        ("轮次", "epoch"),
        ("隐藏层", "hidden layer"),
        ("种子", "seed"),
        ("Holm-corrected", "Holm’s correction"),
    ]
