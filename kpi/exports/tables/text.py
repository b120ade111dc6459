"""A chat copied or exported as text (千牛): each message a record of nick, time and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked
from kpi.settings import limits

HEADER = ["昵称", "时间", "消息内容"]
TIME = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{1,2}(?::\d{1,2})?"
MESSAGE = re.compile(rf"(?P<nick>\S.*?)\s?[(（](?P<time>{TIME})[)）]\s*[:：]\s?(?P<text>.*)", re.DOTALL)
DAY = re.compile(r"\s*-{2,}\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*-{2,}\s*")
LOOKED_AT = 200


def is_transcript(found: Found, encoding: Encoding) -> bool:
    """Whether the first lines that are not blank or day separators are the heads of messages."""
    for line in islice(_lines(found, encoding), LOOKED_AT):
        if line.strip() and not DAY.fullmatch(line):
            return MESSAGE.fullmatch(line.rstrip("\r\n")) is not None
    return False


def grids(found: Found, encoding: Encoding) -> list[Grid]:
    """The one grid of a transcript; its header stands in no line, so it has the number 0."""
    source = Transcript(found, encoding)
    head = list(islice(checked(source.records(), found.name), HEAD - 1))
    return [Grid("", [HEADER, *(r.cells for r in head)], [0, *(r.row for r in head)], source)]


def _lines(found: Found, encoding: Encoding) -> Iterator[str]:
    bound = limits().cell_chars

    def too_long() -> refusals.FileRefused:
        return refusals.CellTooLong(file=found.name, row=1, limit=bound)

    return decode.lines(decode.pieces(found, encoding), bound, too_long)


@dataclass(frozen=True)
class Transcript:
    """The messages of a transcript."""

    found: Found
    encoding: Encoding

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All messages after the line `first_row`."""
        return batched((r for r in self.records() if r.row > first_row), width, self.found.name)

    def records(self) -> Iterator[Record]:
        """Each message with the number of its first line; lines without a head belong to the message above."""
        message: Record | None = None
        for number, line in enumerate(_lines(self.found, self.encoding), 1):
            text = line.rstrip("\r\n")
            if head := MESSAGE.fullmatch(text):
                if message:
                    yield _ended(message)
                message = Record(number, [head["nick"], head["time"], head["text"]])
            elif DAY.fullmatch(text):
                continue
            elif message:
                message.cells[2] += "\n" + text
            elif text.strip():
                yield Record(number, ["", "", text])
        if message:
            yield _ended(message)


def _ended(message: Record) -> Record:
    message.cells[2] = message.cells[2].strip("\n")
    return message
