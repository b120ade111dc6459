"""The generated pages of docs/reference are what `make docs` would write now."""

import re
import runpy

import pytest

LINK = re.compile(r"\]\(([^)#:]*)(?:#([^)]*))?\)")


@pytest.fixture(scope="module")
def pages(root):
    return runpy.run_path(str(root / "docs" / "build.py"))["pages"]()


def test_no_generated_page_is_stale(pages):
    assert not [path.name for path, text in pages.items() if path.read_text(encoding="utf-8") != text]


def test_every_metric_layout_and_refusal_has_its_place(pages, root):
    texts = {path.name: text for path, text in pages.items()}
    layouts = [path.stem for path in (root / "kpi" / "exports" / "layouts").glob("*.toml")]
    metrics = [path.stem for path in (root / "sql" / "metrics").iterdir()]
    assert not [name for name in layouts if f"## {name}\n" not in texts["layouts.md"]]
    assert not [name for name in metrics if f"`{name}`" not in texts["metrics.md"]]


def places(page):
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_of_the_documentation_leads_somewhere(root):
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), root / "data" / "README.md"]
    links = [(page, *link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert links
    assert not [(page.name, to) for page, to, _ in links if not (page.parent / to).exists()]
    deep = [(page.name, to, place, page.parent / to if to else page) for page, to, place in links if place]
    assert not [link[:3] for link in deep if link[2] not in places(link[3])]
