"""Versions: one DuckDB file each, `versions/000123.duckdb`, never changed again; the highest number is the truth.

A writer copies the newest to a working file, changes that, closes and syncs it and renames it to the next number: the
rename is the commit. A kill leaves a working file behind, which the next writer sweeps. Numbers are never used twice,
because DuckDB caches an instance by path within a process (docs/decisions/0001).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kpi import settings
from kpi.engine import duck, readers
from kpi.errors import Refused

KEEP = 5
_NAME = re.compile(r"(\d{6,})\.duckdb")
_CORRUPT = "Corrupt database file"


class NoData(Refused):
    """There is no version yet: nothing was ever loaded."""

    FIELDS = ("folder",)


class Busy(Refused):
    """Another writer held the lock for longer than we wait."""

    FIELDS = ("folder", "seconds")


class Damaged(Refused):
    """A version opens, but a part of it is not what was written; the archive has all that it was made of."""

    FIELDS = ("version",)


class NoSpace(Refused):
    """The disk has too little room for a safe load."""

    FIELDS = ("folder", "free", "needed")


def folder(data: Path) -> Path:
    """Where the versions of a data directory lie."""
    return data / "versions"


def numbers(data: Path) -> list[int]:
    """The numbers of all published versions, the newest first."""
    where = folder(data)
    found = (_NAME.fullmatch(path.name) for path in where.iterdir()) if where.is_dir() else ()
    return sorted((int(m[1]) for m in found if m), reverse=True)


def path_of(data: Path, number: int) -> Path:
    """The file of a version."""
    return folder(data) / f"{number:06d}.duckdb"


def newest(data: Path) -> int | None:
    """The number of the newest version, or None where there is none."""
    found = numbers(data)
    return found[0] if found else None


@contextmanager
def reading(data: Path, number: int | None = None) -> Iterator[tuple[duck.Connection, int]]:
    """A cursor on a version (the newest that opens, if none is named) and its number.

    Readers never wait and never fail because of a writer: a version that was swept between look and open is looked up
    again.

    Raises:
        NoData: nothing was ever loaded.
        Damaged: what was asked for lies in a damaged part of it.
    """
    candidates = [number] if number else numbers(data)
    for candidate in candidates:
        with ExitStack() as stack:
            try:
                cursor = stack.enter_context(readers.lent(path_of(data, candidate)))
            except duck.Error:
                continue
            with telling_damage(candidate):
                yield cursor, candidate
        return
    raise NoData(folder=str(data))


@contextmanager
def telling_damage(number: int) -> Iterator[None]:
    """Say of a part whose checksum is wrong what it is and how it is made good.

    Raises:
        Damaged: a block of the version is not what was written.
    """
    try:
        yield
    except duck.Error as error:
        if _CORRUPT not in str(error):
            raise
        raise Damaged(version=number) from error


def opens(data: Path, number: int) -> bool:
    """Whether a version is sound enough to be opened."""
    try:
        duck.reader(path_of(data, number)).close()
    except duck.Error:
        return False
    return True


@contextmanager
def write_lock(data: Path, wait: float | None = None) -> Iterator[None]:
    """The right to write, one at a time across processes.

    Raises:
        Busy: another writer did not finish in time.
    """
    data.mkdir(parents=True, exist_ok=True)
    seconds = settings.limits().lock_seconds if wait is None else wait
    lock = FileLock(data / ".writing.lock")
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise Busy(folder=str(data), seconds=int(seconds)) from error
    try:
        yield
    finally:
        lock.release()


def need_room(data: Path, upload: int) -> None:
    """Refuse to start with less free space than three times the upload and one copy of the version.

    Raises:
        NoSpace: with what is free and what is needed, in MB.
    """
    number = newest(data)
    needed = 3 * upload + (path_of(data, number).stat().st_size if number else 0) + 4 * 1024**2
    free = shutil.disk_usage(data).free
    if free < needed:
        raise NoSpace(folder=str(data), free=free // 1024**2, needed=-(-needed // 1024**2))


def working_copy(data: Path, base: int | None) -> Path:
    """A working file: a copy of a version, or a path for an empty one. Call with the write lock held."""
    where = folder(data)
    where.mkdir(parents=True, exist_ok=True)
    sweep_working(data)
    path = working_file(data)
    if base is not None:
        shutil.copyfile(path_of(data, base), path)
    return path


def working_file(data: Path) -> Path:
    """Where this process writes."""
    return folder(data) / f"working-{os.getpid()}.duckdb"


def sweep_working(data: Path) -> None:
    """Remove what killed writers left behind. Call with the write lock held."""
    for path in folder(data).glob("working-*"):
        if path.is_dir():  # what did not fit into memory
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def publish(data: Path, working: Path, keep: int = KEEP, pinned: frozenset[int] = frozenset()) -> int:
    """Make a closed working file the next version.

    Returns:
        Its number.
    """
    number = (newest(data) or 0) + 1
    sync(working)
    os.replace(working, path_of(data, number))  # noqa: PTH105 — the atomic rename is the commit
    sync(folder(data))
    for old in numbers(data)[keep:]:
        if old not in pinned:
            _sweep(path_of(data, old))
    return number


def _sweep(path: Path) -> None:
    try:
        path.unlink()
    except OSError:  # a reader on Windows still holds it: the next publish tries again
        return


def sync(path: Path) -> None:
    """Have a file or folder on the disk itself."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
