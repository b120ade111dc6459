"""Every refusal a user can get: the class is the message's id, its fields say what, where and what is expected.

The sentences stand in `kpi/words/<lang>.po` under `error.<class in snake case>`; `kpi.words.tell` renders them.

    KaoheError
    ├── Refused         a file, a value or a question is not taken; exit code 1
    └── WrongUsage      the words of a command are off; exit code 2
"""

from __future__ import annotations

import re
from typing import ClassVar


class KaoheError(Exception):
    """A refusal with fields; `FIELDS` names what the sentence needs."""

    FIELDS: ClassVar[tuple[str, ...]] = ()
    exit_code: ClassVar[int] = 1

    def __init__(self, **fields: object) -> None:
        """Keep the fields; a missing or unknown one is a programming error (TypeError)."""
        if set(fields) != set(self.FIELDS):
            wrong = sorted(set(fields) ^ set(self.FIELDS))
            raise TypeError(f"{type(self).__name__} takes {self.FIELDS}; check {wrong}")
        super().__init__(*(f"{name}={value}" for name, value in fields.items()))
        self.fields = fields

    @property
    def message_id(self) -> str:
        """The id of the sentence in the word files, such as `error.unknown_metric`."""
        return "error." + re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class Refused(KaoheError):
    """Something is not taken; the sentence says why and what to do."""


class WrongUsage(KaoheError):
    """A command or question that cannot be meant."""

    exit_code = 2
