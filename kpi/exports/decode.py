"""Bytes to text, by evidence: a byte-order mark, else strict decoding and plausibility; never a replaced byte."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from kpi.exports import refusals
from kpi.exports.found import Found

CHUNK = 1 << 20
ENOUGH = 64
"""So many well-formed multi-byte characters are no accident."""
FEW = 8
"""So few characters beyond ASCII prove nothing by how common they are."""
WINDOW = CHUNK // 4
"""So much text from the first character beyond ASCII on is looked at for plausibility."""


@dataclass(frozen=True)
class Encoding:
    """A codec, and how many bytes of byte-order mark stand before the text."""

    codec: str
    mark: int = 0


MARKS = (
    (codecs.BOM_UTF8, Encoding("utf-8", 3)),
    (codecs.BOM_UTF16_LE, Encoding("utf-16-le", 2)),
    (codecs.BOM_UTF16_BE, Encoding("utf-16-be", 2)),
)


def encoding_of(found: Found) -> Encoding:
    """The encoding of a text file.

    Raises:
        UnknownFormat: the bytes are no text at all.
        BadByte: they fit no encoding that is read; the offset is that of the first bad byte.
    """
    with found.open() as stream:
        start = stream.read(CHUNK)
        for mark, encoding in MARKS:
            if start.startswith(mark):
                return encoding
        if b"\0" in start:
            return _wide(start, found.name)
        stream.seek(0)
        return _narrow(stream, found.name)


def _wide(start: bytes, name: str) -> Encoding:
    """UTF-16 without a mark: zero bytes are the high halves of ASCII, so nearly all on one side."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    low, high = sorted((even, odd))
    codec = "utf-16-be" if even > odd else "utf-16-le"
    text = start[: len(start) // 2 * 2].decode(codec, "ignore")
    if low * 20 <= high and "\0" not in text and any(end in text for end in "\r\n") and _printable(text):
        return Encoding(codec)
    raise refusals.UnknownFormat(file=name, offset=start.index(0))


def _printable(text: str) -> bool:
    odd = sum(not (char.isprintable() or char in "\t\r\n") for char in text[:4096])
    return odd * 50 <= min(len(text), 4096)


def _narrow(stream: BinaryIO, name: str) -> Encoding:
    """UTF-8 or GB18030, whichever the bytes fit and make plausible text in."""
    offset, window = _first_beyond_ascii(stream)
    if not window:
        return Encoding("utf-8")
    whole = not stream.read(1)
    try:
        text, _ = codecs.utf_8_decode(window, "strict", whole)
    except UnicodeDecodeError as error:
        if _mostly_utf_8(window) or not _plausible(window, whole):
            raise refusals.BadByte(
                file=name, encoding="UTF-8", offset=offset + error.start, byte=f"{window[error.start]:#04x}"
            ) from error
        return Encoding("gb18030")
    if _beyond_ascii(text) < ENOUGH and all(ord(char) < 0x800 for char in text) and _really_chinese(window):
        return Encoding("gb18030")
    return Encoding("utf-8")


def _first_beyond_ascii(stream: BinaryIO) -> tuple[int, bytes]:
    """Where the first part with a byte beyond ASCII begins, and the text from there."""
    offset = 0
    while part := stream.read(WINDOW):
        if not part.isascii():
            return offset, part + stream.read(WINDOW)
        offset += len(part)
    return offset, b""


def _beyond_ascii(text: str) -> int:
    return sum(not char.isascii() for char in islice(text, WINDOW)) if not text.isascii() else 0


def _mostly_utf_8(window: bytes) -> bool:
    """Whether most bytes beyond ASCII are UTF-8 of three bytes: then a bad one is damage, not another encoding."""
    beyond = len(window.translate(None, bytes(range(0x80))))
    formed = sum(char >= "\u0800" for char in window.decode("utf-8", "ignore"))
    return formed * 3 * 2 > beyond


def _plausible(window: bytes, whole: bool) -> bool:
    """Whether the bytes read as GB18030 are mostly the characters that Chinese systems write."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    try:
        text = decoder.decode(window, whole)
    except UnicodeDecodeError as error:
        text = error.object[: error.start].decode("gb18030")
    beyond = [char for char in text if 0x80 <= ord(char) < 0x10000][: 1 << 16]
    usual = sum(len(char.encode("gb2312", "ignore")) // 2 for char in beyond)
    if len(beyond) < FEW:
        return all(char.encode("gb18030")[1] >= 0x80 for char in beyond)
    return usual * 2 >= len(beyond)


def _really_chinese(window: bytes) -> bool:
    """Whether bytes that are valid UTF-8 are two or more of the commonest Chinese characters side by side (联通)."""
    runs = [run for run in bytes(b if b > 0x7F else 0x20 for b in window).split() if run]
    pairs = [run[i : i + 2] for run in runs for i in range(0, len(run), 2)]
    common = all(len(p) == 2 and 0xA1 <= p[0] <= 0xD7 and p[0] not in range(0xA4, 0xB0) and p[1] >= 0xA1 for p in pairs)
    return common and all(len(run) >= 4 for run in runs)


def pieces(found: Found, encoding: Encoding) -> Iterator[str]:
    """The text of a file, a piece at a time, strictly decoded.

    Raises:
        BadByte: at the first byte that does not fit, or a zero byte.
    """
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    shown = encoding.codec.upper()
    with found.open() as stream:
        stream.seek(encoding.mark)
        fed = encoding.mark
        while True:
            chunk = stream.read(CHUNK)
            begin = fed - len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, not chunk)
            except UnicodeDecodeError as error:
                raise refusals.BadByte(
                    file=found.name,
                    encoding=shown,
                    offset=begin + error.start,
                    byte=f"{error.object[error.start]:#04x}",
                ) from error
            if "\0" in text:
                before = len(text[: text.index("\0")].encode(encoding.codec))
                raise refusals.BadByte(file=found.name, encoding=shown, offset=begin + before, byte="0x00")
            fed += len(chunk)
            if text:
                yield text
            if not chunk:
                return


def lines(texts: Iterator[str], longest: int, too_long: Callable[[], Exception]) -> Iterator[str]:
    """Physical lines with their ends (CRLF, LF, CR), as a csv reader wants them; one overlong raises."""
    rest = ""
    for text in texts:
        whole = rest + text
        held = "\r" if whole.endswith("\r") else ""
        parts = list(io.StringIO(whole[:-1] if held else whole, newline=""))
        rest = held
        if parts and not parts[-1].endswith(("\r", "\n")):
            rest = parts.pop() + held
        if len(rest) > longest:
            raise too_long()
        yield from parts
    if rest:
        yield from io.StringIO(rest, newline="")
