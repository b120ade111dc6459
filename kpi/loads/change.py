"""Change the data: load, undo, rebuild, set. Commands, the upload page and the API call these and nothing below.

One call is one load, one load_id and one version: all of the accepted files go in, or none.
"""

from __future__ import annotations

import contextlib
import getpass
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpi import exports, refresh
from kpi.catalogue import Catalogue
from kpi.catalogue import load as load_catalogue
from kpi.engine import duck, versions
from kpi.errors import Refused, WrongUsage
from kpi.loads import department
from kpi.warehouse import archive, ledger, merge
from kpi.warehouse.intake import FileAccount, Intake

Progress = Callable[[str, str], None]


class NothingFound(Refused):
    """None of the paths has a file to load."""

    FIELDS = ("paths",)


class NoSuchLoad(Refused):
    """There is no load of this number."""

    FIELDS = ("load",)


class NotASetting(WrongUsage):
    """A change of a setting is not NAME=VALUE."""

    FIELDS = ("text",)


class AlreadyUndone(Refused):
    """The load was taken back before."""

    FIELDS = ("load", "undo")


@dataclass(frozen=True)
class Work:
    """A working file while it is written, and what the write is about."""

    con: duck.Connection
    data: Path
    catalogue: Catalogue
    load_id: int
    version: int
    moment: datetime


def _silent(_stage: str, _what: str) -> None:
    """Report nothing."""


def author() -> str:
    """Who is at the machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


@contextlib.contextmanager
def _writing(data: Path, upload_bytes: int = 0) -> Iterator[Work]:
    """A working file on the newest version, under the write lock; closed at the end, and removed if an error comes."""
    data.mkdir(parents=True, exist_ok=True)
    with versions.write_lock(data):
        base = versions.newest(data)
        archive.sweep(data, base or 0)
        catalogue = load_catalogue()
        if base is not None and not _goes_on(data, base, catalogue):
            _rebuild_locked(data)
            base = versions.newest(data)
        versions.need_room(data, upload_bytes)
        path = versions.working_copy(data, base)
        try:
            con = duck.writer(path, [data / "raw", data / "archive"])
            try:
                ledger.prepare(con)
                for entity in catalogue.entities.values():
                    merge.create(con, entity)
                last = ledger.last_load(con)
                with versions.telling_damage(base or 0):
                    yield Work(con, data, catalogue, last + 1, (base or 0) + 1, datetime.now().replace(microsecond=0))  # noqa: DTZ005 — local wall time, as exports have it
            finally:
                con.close()
        finally:
            versions.sweep_working(data)


def _goes_on(data: Path, base: int, catalogue: Catalogue) -> bool:
    """Whether a version is sound enough to be opened, and holds what this release of the product keeps."""
    if not versions.opens(data, base):
        return False
    with contextlib.closing(duck.reader(versions.path_of(data, base))) as con:
        return merge.fits(con, catalogue.entities.values())


def _publish(work: Work, touched: Mapping[str, bool] | None, progress: Progress) -> int:
    """Bring the working file up to date and make it the next version."""
    refresh.refresh(work.con, work.catalogue, touched, lambda fact: progress("refresh", fact))
    work.con.execute("checkpoint")
    work.con.close()
    progress("publish", "")
    number = versions.publish(work.data, versions.working_file(work.data))
    progress("done", "")
    return number


def load(
    data: Path,
    paths: Sequence[Path],
    *,
    shop: str | None = None,
    layout: str | None = None,
    by: str | None = None,
    progress: Progress = _silent,
) -> list[FileAccount]:
    """Load files, folders or archives; one account a file, in order of path.

    Raises:
        KaoheError: nothing could be done at all (no such path, no room, another writer). A file that is refused is
            in the account and stops nothing.
    """
    exports.known_layouts(layout, exports.own_layouts(data))
    found = exports.find(paths)
    if not found:
        raise NothingFound(paths=", ".join(map(str, paths)))
    moved = False
    with _writing(data, sum(file.size for file in found)) as work:
        platforms = platforms_of(work.con)
        intake = Intake(work.con, data, work.catalogue, work.load_id, work.moment, shop, layout, zone_of(work.con))
        accounts = intake.run(found, lambda file: progress("file", file))
        if intake.filed:
            manifest = archive.Manifest(
                work.load_id, work.version, "files", work.moment.isoformat(), by or author(), files=tuple(intake.filed)
            )
            archive.write(data, manifest)
            ledger.add_load(work.con, work.load_id, "files", work.moment, manifest.author, None)
            moved = "shops" in intake.touched and _orders_move(work.con, platforms)
            _publish(work, intake.touched, progress)
    if moved:
        rebuild(data, progress)  # orders loaded before are of another platform now: an order is known by it
    return accounts


def undo(data: Path, load_id: int, *, by: str | None = None, progress: Progress = _silent) -> int:
    """Take a load back: its keys are computed again from the raw rows that stay. An undo is a load of its own.

    Returns:
        The number of the undo, which can itself be undone.
    """
    with _writing(data) as work:
        row = work.con.execute(
            "select undone_by, kind, undoes from ledger.loads where load_id = ?", [load_id]
        ).fetchone()
        if row is None:
            raise NoSuchLoad(load=load_id)
        if row[0] is not None:
            raise AlreadyUndone(load=load_id, undo=row[0])
        manifest = archive.Manifest(
            work.load_id, work.version, "undo", work.moment.isoformat(), by or author(), undoes=load_id
        )
        archive.write(data, manifest)
        zone, platforms = zone_of(work.con), platforms_of(work.con)
        touched = apply_undo(work.con, work.catalogue, data, manifest)
        moved = zone_of(work.con) != zone or _orders_move(work.con, platforms)
        _publish(work, touched, progress)
    if moved:
        rebuild(data, progress)
    return work.load_id


def setting(data: Path, pair: str, *, by: str | None = None, progress: Progress = _silent) -> FileAccount:
    """Change a setting: a small load with author and time, which recomputes what the setting reaches.

    Args:
        data: the data directory.
        pair: `NAME=VALUE`; an empty value gives the default again.
        by: who; the machine's user by default.
        progress: told what is done.

    Raises:
        UnknownSetting, BadSetting: there is no such setting, or the value is none of its kind.
    """
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not equals:
        raise NotASetting(text=pair)
    department.check_setting(name, value)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        path.write_text(f"设置,值\n{name},{value}\n", encoding="utf-8")
        (account,) = load(data, [path], by=by, progress=progress)
    if name == "zone":
        rebuild(data, progress)  # times with an offset are of another day now: the files are read again
    if account.reason:
        raise account.reason
    return account


def apply_undo(con: duck.Connection, catalogue: Catalogue, data: Path, manifest: archive.Manifest) -> dict[str, bool]:
    """Mark a load as undone and compute its keys again; an undone undo gives back what it took."""
    assert manifest.undoes is not None
    ledger.add_load(con, manifest.load_id, "undo", manifest.moment, manifest.author, manifest.undoes)
    changed = ledger.settle_undos(con)
    touched = {}
    for entity_id, paths in ledger.raw_of(con, changed).items():
        entity = catalogue.entities[entity_id]
        merge.create(con, entity)
        merge.touch(con, entity, [data / path for path in paths])
        merge.recompute(con, entity, data)
        touched[entity_id] = True
    return touched


def zone_of(con: duck.Connection) -> str:
    """The business zone that the settings of a working file say."""
    row = con.execute("select value from current.settings where name = 'zone'").fetchone()
    return row[0] if row and row[0] else exports.ZONE


def platforms_of(con: duck.Connection) -> dict[str, str]:
    """The platforms of the shops in the shops sheet of a working file."""
    return dict(con.execute("select shop, platform from current.shops where platform is not null").fetchall())


def _orders_move(con: duck.Connection, before: Mapping[str, str]) -> bool:
    """Whether orders are of a shop that the shops sheet now says another platform of: they are known by it."""
    now = platforms_of(con)
    changed = [shop for shop in {**before, **now} if before.get(shop) != now.get(shop)]
    if not changed:
        return False
    told = con.execute(
        "select distinct shop, platform from current.orders where list_contains(?, shop)", [changed]
    ).fetchall()
    return any(platform != now.get(shop) for shop, platform in told)


def _in_force(data: Path) -> tuple[str, dict[str, str]]:
    """The zone and the platforms of shops that the newest version goes by."""
    try:
        with versions.reading(data) as (con, _):
            return zone_of(con), platforms_of(con)
    except versions.NoData:
        return exports.ZONE, {}


def rebuild(data: Path, progress: Progress = _silent) -> int:
    """Make raw rows and a new version from the archive alone; the figures are the same to the last digit.

    Returns:
        The number of the new version.
    """
    with versions.write_lock(data):
        return _rebuild_locked(data, progress)


def _rebuild_locked(data: Path, progress: Progress = _silent) -> int:
    """Replay all loads, with the platforms that the shops sheet says in the end: once more where that is news."""
    archive.sweep(data, versions.newest(data) or 0)
    zone, platforms = _in_force(data)
    catalogue = load_catalogue()
    while True:
        path = versions.working_copy(data, None)
        try:
            con = duck.writer(path, [data / "raw", data / "archive"])
            try:
                ledger.prepare(con)
                for entity in catalogue.entities.values():
                    merge.create(con, entity)
                for manifest in archive.read_all(data):
                    progress("load", str(manifest.load_id))
                    _replay(con, data, catalogue, manifest, zone, platforms)
                if (found := platforms_of(con)) == platforms:
                    work = Work(con, data, catalogue, 0, 0, datetime.now())  # noqa: DTZ005 — local wall time
                    return _publish(work, None, progress)
                platforms = found
            finally:
                con.close()
        finally:
            versions.sweep_working(data)


def _replay(
    con: duck.Connection,
    data: Path,
    catalogue: Catalogue,
    manifest: archive.Manifest,
    zone: str,
    platforms: Mapping[str, str],
) -> None:
    if manifest.undoes is not None:
        apply_undo(con, catalogue, data, manifest)
        return
    intake = Intake(con, data, catalogue, manifest.load_id, manifest.moment, zone=zone, platforms=platforms)
    intake.replay(manifest)
    ledger.add_load(con, manifest.load_id, manifest.kind, manifest.moment, manifest.author, None)
