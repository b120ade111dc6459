"""A chat copied or exported as text (千牛): each message a record of nick, time and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise

import pyarrow as pa

from kpi.exports import decode, refusals
from kpi.exports.decode import Encoding
from kpi.exports.found import Found
from kpi.exports.grid import HEAD, Grid, Record, batched, checked
from kpi.settings import limits

HEADER = ["昵称", "时间", "消息内容"]
TIME = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{1,2}(?::\d{1,2})?"
INLINE = re.compile(rf"(?P<nick>\S.*?)\s?[(（](?P<time>{TIME})[)）]\s*[:：]\s?(?P<text>.*)")
"""`NICK(2026-10-01 09:30:12): text`, as it is exported."""
ABOVE = re.compile(rf"\[?(?P<nick>[^\s,;\"\[][^,;\t\"]*?)\]?(?:\s*-->\s*\S.*?)?\s*\n?(?P<time>{TIME})(?P<text>)")
"""`NICK 2026-10-01 09:30:12` over the text, as it is copied; the time may stand on a line of its own."""
DAY = re.compile(r"\s*-{2,}\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*-{2,}\s*")
NOTICE = re.compile(
    r"已读|未读|发送中|¥|商品推荐|当前用户来自.*|由 .* 转交给 .*|原因：【.*】|.* 撤回了一条消息",
)
"""What the window shows between copied messages; no message."""
LOOKED_AT = 200


def style_of(found: Found, encoding: Encoding) -> re.Pattern[str] | None:
    """How messages are headed, by the first line that is neither blank nor passed over; nothing for another text."""
    lines = islice(_lines(found, encoding), LOOKED_AT)
    for line, after in pairwise(chain(lines, [""])):
        if not line.strip() or DAY.fullmatch(line) or NOTICE.fullmatch(line):
            continue
        if INLINE.fullmatch(line):
            return INLINE
        return ABOVE if ABOVE.fullmatch(line) or (_lone(after) and ABOVE.fullmatch(f"{line}\n{after}")) else None
    return None


def grids(found: Found, encoding: Encoding, style: re.Pattern[str]) -> list[Grid]:
    """The one grid of a transcript; its header stands in no line, so it has the number 0."""
    source = Transcript(found, encoding, style)
    head = list(islice(checked(source.records(), found.name), HEAD - 1))
    return [Grid("", [HEADER, *(r.cells for r in head)], [0, *(r.row for r in head)], source)]


def _lines(found: Found, encoding: Encoding) -> Iterator[str]:
    bound = limits().cell_chars

    def too_long() -> refusals.FileRefused:
        return refusals.CellTooLong(file=found.name, row=1, limit=bound)

    return (line.rstrip("\r\n") for line in decode.lines(decode.pieces(found, encoding), bound, too_long))


def _lone(line: str) -> bool:
    return re.fullmatch(TIME, line.strip()) is not None


@dataclass(frozen=True)
class Transcript:
    """The messages of a transcript."""

    found: Found
    encoding: Encoding
    style: re.Pattern[str]

    def batches(self, first_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """All messages after the line `first_row`."""
        return batched((r for r in self.records() if r.row > first_row), width, self.found.name)

    def records(self) -> Iterator[Record]:
        """Each message with the number of its first line; lines without a head belong to the message above.

        Raises:
            CellTooLong: a message has more characters than the limit.
        """
        message: Record | None = None
        text: list[str] = []
        for number, head, line in self._parts():
            if head:
                if message:
                    yield self._ended(message, text)
                message, text = Record(number, [head["nick"], head["time"], ""]), [head["text"]]
            elif message:
                text.append(line)
            elif line.strip():
                yield Record(number, ["", "", line])
        if message:
            yield self._ended(message, text)

    def _parts(self) -> Iterator[tuple[int, re.Match[str] | None, str]]:
        """Each line with its number and, where it heads a message, the head; what is passed over is left out."""
        copied = self.style is ABOVE
        passed = False
        for number, (line, after) in enumerate(pairwise(chain(_lines(self.found, self.encoding), [""])), 1):
            head = self.style.fullmatch(line)
            if copied and not passed and not head and _lone(after):
                head = self.style.fullmatch(f"{line}\n{after.strip()}")
                passed = head is not None
            elif passed:
                passed = False
                continue
            if head or not (DAY.fullmatch(line) or (copied and NOTICE.fullmatch(line))):
                yield number, head, line

    def _ended(self, message: Record, text: list[str]) -> Record:
        message.cells[2] = "\n".join(text).strip("\n")
        if len(message.cells[2]) > (limit := limits().cell_chars):
            raise refusals.CellTooLong(file=self.found.name, row=message.row, limit=limit)
        return message
