"""How everything looks: the tokens of both themes and all styles, brought in once a run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit as st

from pages.parts import links
from pages.parts.markup import esc
from pages.parts.words import word


@cache
def css() -> str:
    """All styles, without comments and line breaks."""
    text = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", text)


@cache
def uploader(lang: str) -> str:
    """Streamlit's file uploader speaks English only: its words in the reader's language."""
    said = {name: esc(word(f"upload.{name}", lang)).replace("\\", "") for name in ("choose", "drop")}
    return (
        f'[data-testid=stFileUploaderDropzone] button[kind=secondary]::after{{content:"{said["choose"]}"}}'
        f'[data-testid=stFileUploaderDropzoneInstructions]::after{{content:"{said["drop"]}"}}'
    )


def install(lang: str) -> None:
    """Bring styles and links in: the frame does it once in a run, before anything is drawn."""
    st.html(f"<style>{css()}{uploader(lang)}</style>")
    links.install()
