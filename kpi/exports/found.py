"""What lies in the given paths: one `Found` a file or archive member, in order of path."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from kpi.errors import KaoheError
from kpi.exports import containers, refusals
from kpi.settings import limits

NEVER_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Content(Protocol):
    """Bytes that can be opened again and again."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def open(self) -> BinaryIO:
        """A fresh stream from the first byte on."""


@dataclass(frozen=True)
class FileContent:
    """The bytes of a regular file; whatever else has come to its path meanwhile is not opened."""

    path: Path
    name: str

    @cached_property
    def size(self) -> int:
        """How many bytes there are."""
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        """A fresh stream from the first byte on."""
        try:
            handle = os.open(self.path, os.O_RDONLY | NEVER_FOLLOWED)
        except OSError as error:
            raise refusals.Unreadable(file=self.name) from error
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise refusals.IsADevice(file=self.name)
        return os.fdopen(handle, "rb")


class Found:
    """One file or archive member, not yet read.

    Attributes:
        name: the path shown in the account, `a.zip/b.csv`.
        folder: the name of the folder it lies in; for the members of an archive without folders, the archive's.
        modified: when it was last written, as far as the file system or the archive says.
    """

    def __init__(
        self,
        name: str,
        folder: str | None,
        modified: datetime | None,
        content: Callable[[], Content] | KaoheError,
    ) -> None:
        """Keep how to come by the bytes; nothing is opened yet."""
        self.name = name
        self.folder = folder
        self.modified = modified
        self._content = content

    def __repr__(self) -> str:
        """Show the name only."""
        return f"Found({self.name!r})"

    @cached_property
    def _bytes(self) -> Content | KaoheError:
        if isinstance(self._content, KaoheError):
            return self._content
        try:
            content = self._content()
            if content.size > (limit := limits().file_bytes):
                return refusals.FileTooBig(file=self.name, size=content.size, limit=limit)
            content.open().close()
        except KaoheError as error:
            return error
        return content

    @property
    def content(self) -> Content:
        """The bytes; raises the refusal where there is one."""
        if isinstance(self._bytes, KaoheError):
            raise self._bytes
        return self._bytes

    @property
    def refusal(self) -> KaoheError | None:
        """Why it is not opened at all: a link, a password, a wrong checksum, an unknown kind of archive."""
        return self._bytes if isinstance(self._bytes, KaoheError) else None

    @property
    def size(self) -> int:
        """How many bytes there are (0 where it is refused)."""
        return 0 if self.refusal else self.content.size

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes in hex; empty where it is refused."""
        if self.refusal:
            return ""
        digest = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()

    def open(self) -> BinaryIO:
        """A fresh stream of its bytes; raises the refusal where there is one."""
        return self.content.open()


def find(paths: Sequence[Path]) -> list[Found]:
    """Walk files, folders and archives.

    Args:
        paths: files and folders as given; an archive counts as a folder.

    Returns:
        One `Found` a file or archive member, in order of path; what systems leave behind is passed over,
        links, pipes and devices come with their refusal. A file is named by its path below what was given; several
        that would have one name are named by so much of their path as tells them apart.
    """
    seen: set[tuple[int, int]] = set()
    listed: list[_Listed] = []
    for given in sorted({Path(path) for path in paths}):
        listed += [one for path, name in _walk(given) if not (one := _listed(path, name, given)).again(seen)]
    names = _told_apart([(one.path, one.name) for one in listed])
    return [found for one, name in zip(listed, names, strict=True) for found in _opened(one, name)]


def _told_apart(named: Sequence[tuple[Path, str]]) -> list[str]:
    """The names of files; of those with the same one, each longer by as many folders of its path as it takes."""
    sharing: dict[str, list[Path]] = {}
    for path, name in named:
        sharing.setdefault(name, []).append(path)
    return [name if len(sharing[name]) == 1 else _apart(path, name, sharing[name]) for path, name in named]


def _apart(path: Path, name: str, sharing: Sequence[Path]) -> str:
    """The shortest end of a path, longer than its name, that no other of these paths has."""
    others = [other.parts for other in sharing if other != path]
    for size in range(name.count("/") + 2, len(path.parts) + 1):
        if all(other[-size:] != path.parts[-size:] for other in others):
            return Path(*path.parts[-size:]).as_posix()
    return path.as_posix()


def _walk(given: Path) -> Iterator[tuple[Path, str]]:
    """Each file below a given path with the name to show, sorted; links are listed, never followed."""
    if not given.is_dir():
        yield given, given.name
        return
    below: list[tuple[str, Path]] = []
    for folder, folders, files in os.walk(given):
        folders[:] = [name for name in folders if not containers.left_behind(name)]
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*files, *links]:
            if not containers.left_behind(name):
                path = Path(folder) / name
                below.append((path.relative_to(given).as_posix(), path))
    yield from ((path, name) for name, path in sorted(below))


@dataclass(frozen=True)
class _Listed:
    """A path that was listed, not yet opened; a given one may be a link, and then is what it leads to."""

    path: Path
    name: str
    given: bool
    state: os.stat_result | None

    def again(self, seen: set[tuple[int, int]]) -> bool:
        """Whether it was seen before; it is seen now."""
        if self.state is None or not self.state.st_ino:
            return False
        key = (self.state.st_dev, self.state.st_ino)
        before = key in seen
        seen.add(key)
        return before


def _listed(path: Path, name: str, given: Path) -> _Listed:
    try:
        state = path.stat() if path == given else path.lstat()
    except (OSError, ValueError):
        state = None
    return _Listed(path, name, path == given, state)


def _opened(one: _Listed, name: str) -> list[Found]:
    """A file as `Found`, or an archive as its members."""
    shown, path, state = containers.shown(name), one.path, one.state
    if state is None:
        return [Found(shown, None, None, refusals.NoSuchFile(file=shown))]
    if stat.S_ISLNK(state.st_mode):
        return [Found(shown, None, None, refusals.IsALink(file=shown))]
    if not stat.S_ISREG(state.st_mode):
        return [Found(shown, None, None, refusals.IsADevice(file=shown))]
    real = path.resolve() if one.given else path
    folder = path.resolve().parent.name or None
    modified = datetime.fromtimestamp(state.st_mtime, UTC)
    found = Found(shown, folder, modified, lambda: FileContent(real, shown))
    return list(containers.expanded(found, depth=0))
