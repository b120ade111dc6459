"""The archive: the original files by hash, and one manifest a load; with both everything can be made anew."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kpi.engine import versions
from kpi.errors import Refused


class Changed(Refused):
    """A file was written to while it was loaded."""

    FIELDS = ("file",)


@dataclass(frozen=True)
class Filed:
    """One sheet of one file of a load, as the manifest keeps it."""

    file: int
    path: str
    sheet: str
    folder: str | None
    sha256: str
    layout: str
    shop: str | None
    as_of: str


@dataclass(frozen=True)
class Manifest:
    """A load: when, by whom, of which kind, and its files or the load that it takes back.

    `version` is the number under which it was published: with no such version (or a higher one) it never was.
    """

    load_id: int
    version: int
    kind: str
    made_at: str
    author: str
    undoes: int | None = None
    files: tuple[Filed, ...] = field(default_factory=tuple)

    @property
    def moment(self) -> datetime:
        """The time of loading."""
        return datetime.fromisoformat(self.made_at)


def original(data: Path, sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return data / "archive" / sha256[:2] / sha256


@contextmanager
def keeping(data: Path, sha256: str, opened: Callable[[], BinaryIO], name: str) -> Iterator[None]:
    """Put a file's bytes into the archive (once), synced to the disk, while it is read; nothing if that fails.

    Raises:
        Changed: the bytes are no longer those that were read.
    """
    path = original(data, sha256)
    if path.exists():
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{sha256}.part")
    try:
        with ThreadPoolExecutor(1, "archive") as pool:
            copied = pool.submit(_copy, opened, part)
            yield
            if copied.result() != sha256:
                raise Changed(file=name)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    versions.sync(path.parent)


def _copy(opened: Callable[[], BinaryIO], target: Path) -> str:
    """Copy bytes to a file, synced to the disk: their hash."""
    digest = hashlib.sha256()
    with opened() as source, target.open("wb") as out:
        while chunk := source.read(1024**2):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _manifests(data: Path) -> Path:
    return data / "archive" / "loads"


def write(data: Path, manifest: Manifest) -> None:
    """Write a load's manifest, synced; the load counts only once its version is published."""
    folder = _manifests(data)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{manifest.load_id:06d}.json"
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    versions.sync(part)
    part.replace(path)
    versions.sync(folder)


def read_all(data: Path) -> Iterator[Manifest]:
    """All loads in their order."""
    folder = _manifests(data)
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        found = json.loads(path.read_text(encoding="utf-8"))
        yield Manifest(**{**found, "files": tuple(Filed(**f) for f in found["files"])})


def sweep(data: Path, newest: int) -> None:
    """Remove what loads left behind that never became a version. Call with the write lock held.

    Args:
        data: the data directory.
        newest: the number of the newest version, whether it opens or not; 0 for none.
    """
    for path in _manifests(data).glob("*.part"):
        path.unlink()
    for path in (data / "archive").glob("??/*.part"):
        path.unlink()
    published = {manifest.load_id for manifest in read_all(data) if manifest.version <= newest}
    for path in _manifests(data).glob("*.json"):
        if int(path.stem) not in published:
            path.unlink()
    raw = data / "raw"
    for path in raw.iterdir() if raw.is_dir() else ():
        if path.name.isdigit() and int(path.name) not in published:
            shutil.rmtree(path)
