"""Collects the worked examples of this folder: every `*.md` is one metric's or fact's."""

from tests.sql.spec import SpecFile


def pytest_collect_file(file_path, parent):
    """A Markdown file here is a file of worked examples."""
    return SpecFile.from_parent(parent, path=file_path) if file_path.suffix == ".md" else None
