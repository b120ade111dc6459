"""Archives as folders: members of zip and gzip, checked against what they declare, within limits."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import tempfile
import unicodedata
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kpi.errors import KaoheError
from kpi.exports import refusals
from kpi.settings import limits

if TYPE_CHECKING:
    from kpi.exports.found import Found

CHUNK = 1 << 20
IN_MEMORY = 8 << 20
SMALL = 16 << 20
"""Up to this size nothing counts as swelling: a small file of zeros is no attack."""
LONGEST_PATH = 1_000
LEFT_BEHIND = re.compile(
    r"__MACOSX|\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|~\$.*|\._.*|\.~lock\..*#|\$RECYCLE\.BIN"
    r"|System Volume Information|\.Spotlight-V100|\.Trashes|\.fseventsd|@eaDir|\.directory",
    re.IGNORECASE,
)
ZIP_START = b"PK\x03\x04"
ZIP_EMPTY = b"PK\x05\x06"
GZIP_START = b"\x1f\x8b"
UNIX = 3


def left_behind(name: str) -> bool:
    """Whether a name is one that systems leave behind."""
    return LEFT_BEHIND.fullmatch(name) is not None


def shown(name: str) -> str:
    """A name fit for the account: one form of each letter, nothing that moves the cursor, not overlong."""
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    plain = "".join("�" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in plain)
    return plain if len(plain) <= LONGEST_PATH else plain[: LONGEST_PATH - 1] + "…"


class Unpacked:
    """The bytes of an archive member: in memory while small, else in a temporary file that goes with this object."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take all pieces, or raise what they raise and keep nothing."""
        self.size = 0
        self._path = ""
        buffer: BinaryIO = io.BytesIO()
        try:
            for piece in pieces:
                if not self._path and self.size + len(piece) > IN_MEMORY:
                    buffer = self._to_disk(buffer)
                buffer.write(piece)
                self.size += len(piece)
            self._memory = b"" if self._path else _whole(buffer)
        finally:
            buffer.close()

    def _to_disk(self, buffer: BinaryIO) -> BinaryIO:
        handle, self._path = tempfile.mkstemp(prefix="kaohe-")
        weakref.finalize(self, _remove, self._path)
        stream = os.fdopen(handle, "wb")
        stream.write(_whole(buffer))
        return stream

    def open(self) -> BinaryIO:
        """A fresh stream from the first byte on."""
        return Path(self._path).open("rb") if self._path else io.BytesIO(self._memory)


def _whole(buffer: BinaryIO) -> bytes:
    buffer.seek(0)
    return buffer.read()


def _remove(path: str) -> None:
    Path(path).unlink(missing_ok=True)


def expanded(one: Found, depth: int) -> Iterator[Found]:
    """A file as itself, an archive as its members (and theirs, up to a depth).

    Args:
        one: a file or archive member.
        depth: how many archives it lies in.

    Yields:
        What is to be read, each with its own line in the account.
    """
    if one.refusal:
        yield one
        return
    with one.open() as stream:
        start = stream.read(4)
        kind = _zip_kind(stream) if start in (ZIP_START, ZIP_EMPTY) else ""
    if not (kind == "zip" or start[:2] == GZIP_START):
        yield one
    elif depth >= limits().zip_depth:
        yield _refused(one, refusals.NestedTooDeep(file=one.name, limit=limits().zip_depth))
    elif kind == "zip":
        yield from _members(one, depth)
    else:
        yield from expanded(_gunzipped(one), depth + 1)


def _refused(one: Found, why: KaoheError) -> Found:
    return type(one)(one.name, one.folder, one.modified, why)


def _zip_kind(stream: BinaryIO) -> str:
    """`workbook`, `document` or `zip`, by what lies in it."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return "zip"
    tops = {name.split("/")[0] for name in names}
    if "[Content_Types].xml" in tops:
        return "workbook" if "xl" in tops else "document"
    return "document" if "mimetype" in tops and "META-INF" in tops else "zip"


# --- zip


def _members(one: Found, depth: int) -> Iterator[Found]:
    """The members of a zip, in order of path, or the zip itself refused."""
    try:
        entries = directory(one)
    except KaoheError as error:
        yield _refused(one, error)
        return
    for path, info in entries:
        parts = path.split("/")
        name = shown(f"{one.name}/{path}")
        folder = shown(parts[-2]) if len(parts) > 1 else one.folder
        member = type(one)(name, folder, _written(info), _refusal_of(name, path, info) or _Member(one, info, name))
        yield from expanded(member, depth + 1)


def directory(one: Found) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files of a zip with their paths, within the limits."""
    bound = limits()
    try:
        with one.open() as stream, zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise refusals.ZipBroken(file=one.name) from error
    if len(infos) > bound.zip_entries:
        raise refusals.TooManyEntries(file=one.name, entries=len(infos), limit=bound.zip_entries)
    total = sum(info.file_size for info in infos)
    if total > SMALL and total > bound.zip_ratio * one.size:
        raise refusals.SwellsTooMuch(file=one.name, limit=bound.zip_ratio)
    if total > bound.file_bytes:
        raise refusals.FileTooBig(file=one.name, size=total, limit=bound.file_bytes)
    files = [(_path_of(info), info) for info in infos]
    files = [(path, info) for path, info in files if not path.endswith("/") and not _any_left_behind(path)]
    if not files:
        raise refusals.NothingInIt(file=one.name)
    return sorted(files, key=lambda file: file[0])


def _any_left_behind(path: str) -> bool:
    return any(left_behind(part) for part in path.split("/"))


def _path_of(info: zipfile.ZipInfo) -> str:
    """A member's path; without the UTF-8 flag by evidence: UTF-8, else the GB18030 that Chinese systems write."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/")


def _written(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _refusal_of(name: str, path: str, info: zipfile.ZipInfo) -> KaoheError | None:
    """Why a member is not opened, by what its directory entry says."""
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == UNIX else 0
    if kind == stat.S_IFLNK:
        return refusals.IsALink(file=name)
    if kind not in (0, stat.S_IFREG):
        return refusals.IsADevice(file=name)
    parts = path.split("/")
    if ".." in parts or path.startswith("/") or "\0" in path or ":" in parts[0] or len(path) > LONGEST_PATH:
        return refusals.UnsafePath(file=name)
    if info.flag_bits & 0x1:
        return refusals.HasPassword(file=name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return refusals.UnknownCompression(file=name, method=info.compress_type)
    return None


@dataclass(frozen=True)
class _Member:
    """How to unpack one member of a zip; called when its bytes are first asked for."""

    archive: Found
    info: zipfile.ZipInfo
    name: str

    def __call__(self) -> Unpacked:
        with self.archive.open() as stream:
            return Unpacked(self._checked(self._raw(stream)))

    def _raw(self, stream: BinaryIO) -> Iterator[bytes]:
        """The stored bytes between the member's own head and the length that the directory declares."""
        stream.seek(max(self.info.header_offset, 0))
        head = stream.read(30)
        if len(head) < 30 or not head.startswith(ZIP_START):
            raise refusals.MemberDamaged(file=self.name)
        name_length, extra_length = struct.unpack("<HH", head[26:30])
        stream.seek(name_length + extra_length, os.SEEK_CUR)
        left = self.info.compress_size
        while left:
            piece = stream.read(min(CHUNK, left))
            if not piece:
                raise refusals.MemberDamaged(file=self.name)
            left -= len(piece)
            yield piece

    def _checked(self, raw: Iterator[bytes]) -> Iterator[bytes]:
        """The unpacked bytes; raises at the end, or as soon as it is clear, if they are not as declared."""
        size = checksum = 0
        for piece in raw if self.info.compress_type == zipfile.ZIP_STORED else _inflated(raw, -15, self.name):
            size += len(piece)
            if size > self.info.file_size:
                break
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != self.info.file_size or checksum != self.info.CRC:
            raise refusals.MemberDamaged(file=self.name)


def _inflated(raw: Iterator[bytes], wbits: int, name: str) -> Iterator[bytes]:
    """Deflated pieces unpacked a bounded piece at a time; further gzip members after the first are read too."""
    machine = zlib.decompressobj(wbits)
    begun = False
    for piece in raw:
        rest, full = piece, False
        while rest or full:
            if machine.eof:
                rest = rest.lstrip(b"\0") if wbits > 0 else rest
                if not rest:
                    break
                if wbits < 0:
                    raise refusals.MemberDamaged(file=name)
                machine = zlib.decompressobj(wbits)
            try:
                out = machine.decompress(rest, CHUNK)
            except zlib.error as error:
                raise refusals.MemberDamaged(file=name) from error
            begun, full = True, len(out) == CHUNK
            if out:
                yield out
            rest = machine.unconsumed_tail or machine.unused_data
    if begun and not machine.eof:
        raise refusals.CutShort(file=name)


# --- gzip


def _gunzipped(one: Found) -> Found:
    """The bytes in a gzip, under the gzip's own name; refused whole if cut short or not as its checksum says."""

    def unpacked() -> Unpacked:
        with one.open() as stream:
            return Unpacked(_bounded(_inflated(iter(lambda: stream.read(CHUNK), b""), 31, one.name), one))

    return type(one)(one.name, one.folder, one.modified, unpacked)


def _bounded(pieces: Iterator[bytes], one: Found) -> Iterator[bytes]:
    bound, size = limits(), 0
    for piece in pieces:
        size += len(piece)
        if size > SMALL and size > bound.zip_ratio * one.size:
            raise refusals.SwellsTooMuch(file=one.name, limit=bound.zip_ratio)
        if size > bound.file_bytes:
            raise refusals.FileTooBig(file=one.name, size=size, limit=bound.file_bytes)
        yield piece
