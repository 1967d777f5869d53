"""What the files of a race are called."""

from dataclasses import replace

import pytest

from bakeoff.datasets import brought, dataset
from bakeoff.features.export.page.downloads import LONGEST_STEM, file_stem


def test_files_on_data_of_ours_are_called_as_in_links():
    assert file_stem(dataset("breast_cancer")) == "breast_cancer"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("patients 2024", "patients-2024"),
        ("../../Köln: Käufe", "Köln-Käufe"),
        ("患者 表", "患者-表"),
        ("?!", "upload"),
        ("a" * 500, "a" * LONGEST_STEM),
    ],
)
def test_files_on_what_a_visitor_brought_are_called_as_it_is_titled_and_lie_in_no_other_folder(title, stem):
    assert file_stem(replace(brought()["upload"], title=title)) == stem
