"""Every link of the documentation leads to a file, and to a heading of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for pattern in ("*.md", "docs/*.md", "benchmarks/*.md") for path in ROOT.glob(pattern))
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.M | re.S)
LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")


def prose(page: Path) -> str:
    """Return a page's text without its code."""
    return CODE.sub(
        lambda code: "\n" if code[0].startswith("```") else code[0].replace("](", "] ("), page.read_text("utf-8")
    )


def anchors(text: str) -> set[str]:
    """Return the names of a page's headings in links, as GitHub makes them."""
    names: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.M):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        names.add(next(name for name in (slug, *(f"{slug}-{n}" for n in range(1, 100))) if name not in names))
    return names


def broken(page: Path) -> Iterator[str]:
    """Yield the links of a page that lead nowhere."""
    for link in LINK.findall(prose(page)):
        path, _hash, anchor = link.partition("#")
        if link.startswith(("https://", "http://")):
            continue
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(prose(target))):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_broken(page: Path):
    assert [*broken(page)] == []


def test_a_broken_link_is_reported(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("# A `page`\n[a](#a-page) [b](#b) [c](c.md) [d](page.md#a-page)\n```\n[e](e.md)\n```\n", "utf-8")
    assert [*broken(page)] == ["#b", "c.md"]


def test_the_index_of_the_documentation_has_every_page():
    for index in (ROOT / "docs/README.md", ROOT / "docs/README.zh.md"):
        linked = {(index.parent / link).resolve() for link in LINK.findall(prose(index))}
        zh = index.name.endswith(".zh.md")
        pages = [page for page in PAGES if page.parent.name == "docs" and page.name.endswith(".zh.md") == zh]
        assert {page for page in pages if page.stem not in ("README", "README.zh")} <= linked
