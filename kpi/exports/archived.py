"""An original from the archive, to be read again under the name by which it came."""

from __future__ import annotations

from pathlib import Path

from kpi.exports.found import FileContent, Found


def archived(path: Path, name: str, folder: str | None) -> Found:
    """The file whose bytes lie at `path`, as it was found then.

    Args:
        path: where the archive keeps the bytes; what they are is not looked at again (an archive's member stays one).
        name: the path that the account showed.
        folder: the folder it lay in.
    """
    return Found(name, folder, None, lambda: FileContent(path, name))
