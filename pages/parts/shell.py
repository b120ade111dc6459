"""Who reads, what they chose, and which pages there are: read from the address and the browser on every run."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi import settings, words
from kpi.figures import newest_version
from pages.parts import choice, frame, links
from pages.parts.words import word

FOLDER = Path(__file__).parent.parent
SECTIONS = ("review", "explore", "data")


@dataclass(frozen=True)
class PageFile:
    """A page: its file, and the TITLE, SECTION and ORDER at its top."""

    path: Path
    title: str
    section: str
    order: int

    @property
    def name(self) -> str:
        """Its path in the address."""
        return self.path.stem


@dataclass(frozen=True)
class Reader:
    """The reader of a page: their language, the data they look at, and what the address says."""

    lang: str
    data: Path
    chosen: dict[str, str]

    def say(self, text_id: str, **values: object) -> str:
        """A text in the reader's language."""
        return word(text_id, self.lang, **values)

    def address(self, page: str, /, **choices: object) -> str:
        """The address of a page, keeping month and language."""
        kept: dict[str, object] = {name: self.chosen[name] for name in ("month", "lang") if name in self.chosen}
        return links.address(page if page != first_page() else "", **{**kept, **choices})

    def here(self, page: str, /, **choices: object) -> str:
        """The address of the page shown, with all that it says, but for these choices."""
        return links.address(page if page != first_page() else "", **{**self.chosen, **choices})

    @cached_property
    def version(self) -> int:
        """The number of the version that this run shows: the newest one when it began.

        Raises:
            NoData: nothing was ever loaded.
        """
        return newest_version(self.data)

    @property
    def demo(self) -> bool:
        """Whether the data are the invented department's."""
        return (self.data / "demo.json").exists()


def reader() -> Reader:
    """The reader of this run: the language of the address, else the browser's."""
    chosen = {name: st.query_params[name] for name in st.query_params}
    wish = chosen.get("lang") if chosen.get("lang") in words.languages() else st.context.locale
    return Reader(words.language_of(wish), settings.data_folder(), chosen)


@cache
def page_files() -> tuple[PageFile, ...]:
    """The pages of the folder, in order of section and ORDER."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        told = _constants(path)
        if {"TITLE", "SECTION", "ORDER"} <= told.keys():
            found.append(PageFile(path, str(told["TITLE"]), str(told["SECTION"]), int(str(told["ORDER"]))))
    return tuple(sorted(found, key=lambda page: (SECTIONS.index(page.section), page.order)))


def ways_to_load(who: Reader) -> list[choice.Option]:
    """The way to the page where exports are handed in, if there is one."""
    there = any(page.name == "upload" for page in page_files())
    return [choice.Option(who.say("empty.upload"), who.address("upload"))] if there else []


def first_page() -> str:
    """The page that the bare address shows."""
    return page_files()[0].name


def _constants(path: Path) -> dict[str, object]:
    body = ast.parse(path.read_text("utf-8")).body
    return {
        target.id: node.value.value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def sections(who: Reader, current: str) -> Sequence[frame.Section]:
    """The navigation, with the current page marked."""
    return [
        frame.Section(
            who.say(f"section.{section}"),
            tuple(
                choice.Option(who.say(page.title), who.address(page.name), page.name == current)
                for page in page_files()
                if page.section == section
            ),
        )
        for section in SECTIONS
        if any(page.section == section for page in page_files())
    ]


def language_links(who: Reader, current: str) -> list[choice.Option]:
    """This same page in each language."""
    return [
        choice.Option(words.say("language.name", lang), who.here(current, lang=lang), lang == who.lang)
        for lang in words.languages()
    ]


def halves() -> Sequence[DeltaGenerator]:
    """Two halves of the page side by side; on a phone one under the other."""
    return columns(1, 1)


def columns(*shares: int) -> Sequence[DeltaGenerator]:
    """Columns side by side, of these shares of the page; on a phone one under the other."""
    return st.columns(shares, gap="medium")
