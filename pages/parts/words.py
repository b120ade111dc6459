"""Texts for drawing: `kpi.words.say`, remembered, because one page asks for the same words hundreds of times."""

from __future__ import annotations

from functools import lru_cache

from kpi.words import say

word = lru_cache(maxsize=4096)(say)
