"""What the upload page shows and does: a job that loads or undoes, the loads so far, what was set aside."""

from __future__ import annotations

import re
import tempfile
import threading
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from kpi import catalogue, settings
from kpi.figures import NoData, newest_version
from kpi.loads import apart, history, quarantine
from kpi.loads.apart import BROKEN, Result, Said
from kpi.loads.quarantine import Group
from kpi.loads.status import status
from kpi.words import say

SHOWN = 12  # of the last loads
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')


@dataclass(frozen=True)
class Upload:
    """A file as a browser hands it in."""

    name: str
    content: bytes | memoryview


def safe_name(name: str) -> str:
    """The file's own name, without folders and without what no file name can hold."""
    last = _UNFIT.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    while len(last.encode()) > 200:
        last = last[1:]  # what tells the kind of file stands at the end
    return last or "upload"


class Job:
    """A load or an undo that runs beside the server until it is done, whatever page its reader goes to meanwhile."""

    def __init__(self, work: Callable[[apart.Progress], Result]) -> None:
        """Begin at once."""
        self.progress = ("wait", "")
        self.result = Result(refusal=BROKEN)  # until it is better known
        self._done = threading.Event()
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    @classmethod
    def load(cls, data: Path, files: Sequence[Upload], shop: str | None) -> Job:
        """Load files, each under its own name; they are kept on disk for as long as the load takes."""
        return cls(lambda progress: _load(data, files, shop, progress))

    @classmethod
    def undo(cls, data: Path, load_id: int) -> Job:
        """Take a load back."""
        return cls(lambda progress: apart.undo(data, load_id, progress=progress))

    def wait(self, seconds: float) -> bool:
        """Whether it is done, at the latest after so many seconds."""
        return self._done.wait(seconds)

    def _run(self, work: Callable[[apart.Progress], Result]) -> None:
        try:
            self.result = work(self._note)
        except OSError as error:
            self.result = Result(refusal=Said("load.no_room", {"problem": error.strerror or str(error)}))
        finally:
            self._done.set()

    def _note(self, stage: str, what: str) -> None:
        self.progress = (stage, what)


def _load(data: Path, files: Sequence[Upload], shop: str | None, progress: apart.Progress) -> Result:
    with tempfile.TemporaryDirectory(prefix="kaohe-") as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / f"upload-{number:04d}" / safe_name(file.name)
            path.parent.mkdir()
            path.write_bytes(file.content)
            paths.append(path)
        return apart.load(data, paths, shop=shop, progress=progress)


@dataclass(frozen=True)
class Load:
    """A load there was, with its files' accounts; an undo has none."""

    load_id: int
    made_at: datetime
    author: str
    undoes: int | None
    undone_by: int | None
    files: tuple[Mapping[str, Any], ...]

    def total(self, part: str) -> int:
        """So many rows of all files: rows, new, updated and so on."""
        return sum(file[part] or 0 for file in self.files)

    @property
    def switch(self) -> int:
        """The load to take back so that this one goes out of force, or comes into it again."""
        return self.load_id if self.undone_by is None else self.undone_by


@dataclass(frozen=True)
class Source:
    """From and to which day a source is loaded, how many days its shops lack between, and which shops are behind."""

    entity: str
    first: date
    last: date
    missing: int | None
    behind: tuple[tuple[str, date], ...]

    @classmethod
    def of(cls, entity: str, shops: Sequence[Mapping[str, Any]]) -> Source:
        """A source by what is known of each of its shops."""
        last = max(shop["last_day"] for shop in shops)
        missing = [shop["missing_days"] for shop in shops if shop["missing_days"] is not None]
        behind = sorted((shop["last_day"], shop["shop"]) for shop in shops if shop["shop"] and shop["last_day"] < last)
        first = min(shop["first_day"] for shop in shops)
        return cls(entity, first, last, sum(missing) if missing else None, tuple((name, day) for day, name in behind))


@dataclass(frozen=True)
class Overview:
    """All that the page shows of a version."""

    loads: Mapping[int, Load]
    sources: tuple[Source, ...]
    shops: tuple[str, ...]
    set_aside: Mapping[int, tuple[Group, ...]]

    @property
    def last(self) -> list[Load]:
        """The last loads, the newest first."""
        return [self.loads[number] for number in sorted(self.loads, reverse=True)[:SHOWN]]

    def taken_back(self, undo: int) -> Load | None:
        """The load of files that an undo was about, through any undo of an undo."""
        at = self.loads.get(undo)
        while at and at.undoes is not None:
            at = self.loads.get(at.undoes)
        return at


NOTHING = Overview({}, (), (), {})


def overview(data: Path) -> Overview:
    """The loads, the sources' days and the rows set aside; nothing where nothing was ever loaded."""
    try:
        return _overview(data, newest_version(data))
    except NoData:
        return NOTHING


@lru_cache(maxsize=8)
def _overview(data: Path, _version: int) -> Overview:
    """As of a version: one never changes, so what it says is remembered."""
    shops_of: dict[str, list[Mapping[str, Any]]] = {}
    for shop in status(data)["sources"]:
        shops_of.setdefault(shop["entity"], []).append(shop)
    sources = (Source.of(entity, shops) for entity, shops in shops_of.items())
    groups: dict[int, list[Group]] = {}
    for group in quarantine.groups(data):
        groups.setdefault(group.load_id, []).append(group)
    return Overview(
        _loads(data),
        tuple(sorted(sources, key=lambda source: (source.last, source.entity))),
        tuple(history.shops(data)),
        {load_id: tuple(some) for load_id, some in groups.items()},
    )


def _loads(data: Path) -> dict[int, Load]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in history.loads(data):
        rows.setdefault(row["load_id"], []).append(row)
    return {
        number: Load(
            number, some[0]["made_at"], some[0]["author"], some[0]["undoes"], some[0]["undone_by"],
            tuple(row for row in some if row["file"] is not None),
        )
        for number, some in rows.items()
    }  # fmt: skip


def for_repair(data: Path, load_id: int) -> bytes:
    """The rows of a load that were set aside, as files to correct and hand in again: a zip, with one csv a header."""
    packed = BytesIO()
    with (
        tempfile.TemporaryDirectory(prefix="kaohe-") as folder,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        apart.write_for_repair(data, load_id, Path(folder) / f"repair-{load_id}.csv")
        for path in sorted(Path(folder).iterdir()):
            out.write(path, path.name)
    return packed.getvalue()


def layout_label(data: Path, layout: str | None, lang: str) -> str:
    """What a file was read as, in words."""
    return _label(data, layout).get(lang, layout or "") if layout else ""


@lru_cache(maxsize=256)
def _label(data: Path, layout: str) -> Mapping[str, str]:
    """The label of a layout's file: read here, because `kpi.exports` brings 50 MB of readers into the server."""
    for folder in (data / "layouts", settings.PACKAGE / "exports" / "layouts"):
        path = folder / f"{layout}.toml"
        if path.is_file():
            found: Mapping[str, str] = tomllib.loads(path.read_text("utf-8"))["label"]
            return found
    return {}


def told(data: Path, said: Said, lang: str) -> str:
    """A refusal or a note as the page says it, layouts by their names."""
    values = dict(said.values)
    if "nearest" in values:
        values["nearest"] = layout_label(data, str(values["nearest"]), lang)
    return Said(said.text_id, values).told(lang, "upload")


def entity_label(entity: str, lang: str) -> str:
    """What a source is called."""
    known = catalogue.load().entities.get(entity)
    return known.label.get(lang, entity) if known else entity


def reason_and_remedy(data: Path, group: Group, lang: str) -> tuple[str, str]:
    """Why rows were set aside, and what to do.

    The first sentence of a reason says what is wrong, those after it what to do; where there are none, the remedy is
    what the cell should look like.
    """
    comma = say("list.comma", lang)
    found = {"column": group.columns, "value": group.examples, "expected": group.expected}
    values = {name: comma.join(some) for name, some in found.items()}
    first, *more = re.split(r"(?<=。)|(?<=\.) ", told(data, Said(group.reason, values), lang))
    rest = ("" if lang == "zh" else " ").join(more).strip()
    if not rest:
        rest = say(f"upload.remedy.{'expected' if group.expected else 'any'}", lang, **values)
    return first.rstrip("。."), rest
