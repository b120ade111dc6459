"""Answers remembered for all readers: each is worked out once, whoever asks for it first, and handed out as it is.

Streamlit's own caches hash every argument anew with each call, which costs more than drawing a page does; what is
remembered here has plain hashable arguments and frozen results.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass
class _Slot:
    """The place of one answer."""

    lock: Lock = field(default_factory=Lock)
    known: bool = False
    value: Any = None


def remembered(most: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Remember the last answers of a function; several who ask for the same at once wait for the first.

    Args:
        most: how many answers are kept.
    """

    def decorate(work: Callable[..., T]) -> Callable[..., T]:
        @lru_cache(maxsize=most)
        def slot(*args: Hashable) -> _Slot:  # noqa: ARG001 — they are the key
            return _Slot()

        @wraps(work)
        def answer(*args: Any) -> T:
            place = slot(*args)
            if not place.known:
                with place.lock:
                    if not place.known:
                        place.value = work(*args)
                        place.known = True
            return place.value  # type: ignore[no-any-return]  # what work gave

        return answer

    return decorate
