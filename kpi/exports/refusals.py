"""Why a file is not taken: one class a reason, with what its sentence needs (`error.<name>` in the word files)."""

from __future__ import annotations

from typing import ClassVar

from kpi.errors import Refused


class FileRefused(Refused):
    """A file or archive member that cannot be read; always says which."""

    FIELDS: ClassVar[tuple[str, ...]] = ("file",)


class NoSuchFile(FileRefused):
    """Nothing lies at this path."""


class IsALink(FileRefused):
    """A symbolic link inside a folder or an archive."""


class IsADevice(FileRefused):
    """A pipe, socket or device."""


class Unreadable(FileRefused):
    """The system does not let it be opened."""


class UnsafePath(FileRefused):
    """An archive member whose path leads out of the archive, or is overlong."""


class NothingInIt(FileRefused):
    """No bytes, no rows, or an archive without files."""


class FileTooBig(FileRefused):
    """More bytes than the limit."""

    FIELDS = ("file", "size", "limit")


class HasPassword(FileRefused):
    """An archive member or workbook behind a password."""


class IsAnArchive(FileRefused):
    """An archive of a kind that is not opened, such as rar or 7z."""

    FIELDS = ("file", "format")


class IsAPicture(FileRefused):
    """A picture."""

    FIELDS = ("file", "format")


class IsADocument(FileRefused):
    """A PDF, a letter, slides: something to read, no table."""

    FIELDS = ("file", "format")


class IsAProgram(FileRefused):
    """A program or a library."""

    FIELDS = ("file", "format")


class WebPageWithoutTable(FileRefused):
    """HTML in which there is no table (often a sign-in page that was saved)."""


class UnknownFormat(FileRefused):
    """Bytes that are neither text nor a known format."""

    FIELDS = ("file", "offset")


class BadByte(FileRefused):
    """Text whose bytes do not fit its encoding."""

    FIELDS = ("file", "encoding", "offset", "byte")


class ZipBroken(FileRefused):
    """A zip whose own directory cannot be read."""


class MemberDamaged(FileRefused):
    """An archive member whose size or checksum is not as declared."""


class CutShort(FileRefused):
    """A compressed file that ends before its end."""


class UnknownCompression(FileRefused):
    """A zip member compressed in a way that is not read."""

    FIELDS = ("file", "method")


class TooManyEntries(FileRefused):
    """A zip with more entries than the limit."""

    FIELDS = ("file", "entries", "limit")


class SwellsTooMuch(FileRefused):
    """Something that unpacks to far more than its size."""

    FIELDS = ("file", "limit")


class NestedTooDeep(FileRefused):
    """Archives within archives beyond the limit."""

    FIELDS = ("file", "limit")


class TooManyRows(FileRefused):
    """More rows than the limit."""

    FIELDS = ("file", "limit")


class TooManyColumns(FileRefused):
    """A row with more filled cells than the limit."""

    FIELDS = ("file", "row", "limit")


class CellTooLong(FileRefused):
    """A cell with more characters than the limit."""

    FIELDS = ("file", "row", "limit")


class QuoteNotClosed(FileRefused):
    """A quote that is opened and not closed before other rows begin."""

    FIELDS = ("file", "line")


class QuoteMisplaced(FileRefused):
    """A quote in the middle of a quoted cell."""

    FIELDS = ("file", "line")


class OtherWorkbook(FileRefused):
    """A workbook of a kind that is not read, such as ods or xlsb."""

    FIELDS = ("file", "format")


class WorkbookBroken(FileRefused):
    """A workbook that cannot be opened."""


class XmlWithEntities(FileRefused):
    """XML that declares entities or a document type: no spreadsheet program writes that."""

    FIELDS = ("file", "part")


class SheetTooSparse(FileRefused):
    """A sheet with a few cells so far apart that the empty space between would not fit in memory."""

    FIELDS = ("file", "sheet")
