"""One load: files in, typed raw rows and newest states out, and an account of every row.

All of it happens in a working file; nothing is seen by anybody before `kpi.loads` publishes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kpi import exports
from kpi.catalogue import Catalogue
from kpi.engine import duck
from kpi.errors import KaoheError
from kpi.warehouse import archive, ledger, merge, repairs, shops

Progress = Callable[[str], None]


@dataclass(frozen=True)
class FileAccount:
    """What became of one file (or sheet): rows = new + updated + duplicate + quarantined + skipped.

    `reason` is the refusal, as an error to be told in the reader's language; `notes` are word ids with their values.
    """

    file: str
    layout: str | None = None
    status: str = "refused"
    rows: int = 0
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    quarantined: int = 0
    skipped: int = 0
    load_id: int | None = None
    reason: KaoheError | None = None
    notes: tuple[tuple[str, dict[str, object]], ...] = ()


@dataclass
class Intake:
    """The taking of one load's files into a working file.

    `platforms` are those of the shops where they are known beforehand; else the shops sheet says them as it stands.
    """

    con: duck.Connection
    data: Path
    catalogue: Catalogue
    load_id: int
    moment: datetime
    shop: str | None = None
    layout: str | None = None
    zone: str = exports.ZONE
    platforms: Mapping[str, str] | None = None
    accounts: dict[int, FileAccount] = field(default_factory=dict)
    filed: list[archive.Filed] = field(default_factory=list)
    touched: dict[str, bool] = field(default_factory=dict)

    def run(self, found: Sequence[exports.Found], progress: Progress) -> list[FileAccount]:
        """Take all files: the department's own sheets first, then by export time and path; the account is by path."""
        for number, sheet in self._in_order(self._recognise(found)):
            progress(sheet.title)
            self.accounts[number] = self._take_or_refuse(number, sheet)
        return [self.accounts[number] for number in sorted(self.accounts)]

    def _recognise(self, found: Iterable[exports.Found]) -> Iterable[tuple[int, exports.Sheet]]:
        number = 0
        for file in found:
            try:
                sheets = exports.sheets(file, self.layout, exports.own_layouts(self.data), self.zone)
            except KaoheError as error:
                self.accounts[number] = FileAccount(file.name, reason=error)
                number += 1
                continue
            for sheet in sheets:
                yield number, sheet
                number += 1

    def _in_order(self, sheets: Iterable[tuple[int, exports.Sheet]]) -> list[tuple[int, exports.Sheet]]:
        return sorted(sheets, key=lambda s: (not s[1].layout.own_sheet, self._as_of(s[1]), s[0]))

    def _as_of(self, sheet: exports.Sheet) -> datetime:
        """Repaired rows are as old as the file that they come from: what was exported since stays the newest."""
        original = repairs.original(self.con, sheet)
        return original.as_of if original else sheet.export_time or self.moment

    def _take_or_refuse(self, number: int, sheet: exports.Sheet) -> FileAccount:
        try:
            return self.take(number, sheet, self.shop)
        except KaoheError as error:
            return FileAccount(sheet.title, sheet.layout.id, reason=error)

    def take(self, number: int, sheet: exports.Sheet, given_shop: str | None) -> FileAccount:
        """Take one sheet.

        Raises:
            KaoheError: the file can't be read, or nobody can tell its shop.
        """
        shop: list[shops.Shop] = []
        original = repairs.original(self.con, sheet)
        told = given_shop or (original.shop if original else None)

        def shop_of(asked: exports.Sheet) -> str:
            if not shop:
                shop.append(shops.shop_for(self.con, asked.title, asked.found.folder, asked.layout.platforms, told))
            return shop[0].name

        if sheet.needs_shop:
            shop_of(sheet)
        for_shop = shop[0].name if shop else None
        copy_of = ledger.live_copy(self.con, sheet.found.sha256, sheet.name, sheet.layout.id, for_shop)
        if copy_of is not None:
            return FileAccount(sheet.title, sheet.layout.id, "unchanged", load_id=copy_of)
        with archive.keeping(self.data, sheet.found.sha256, sheet.found.open, sheet.title):
            taken = exports.take(
                self.con,
                sheet,
                number,
                shop_of,
                currencies=self._currencies(),
                platform_of=self._platform_of,
                known_orders=self._known_orders if original else None,
            )
        if original and "order_items" in taken.tables:
            repairs.number_lines(self.con, taken.tables["order_items"])
        self._file(number, sheet, for_shop)
        account = self._merge(number, sheet, taken)
        if shop and shop[0].named_after_platform:
            account = replace(
                account, notes=(*account.notes, ("note.shop_named_after_platform", {"shop": shop[0].name}))
            )
        self._count(number, account)
        return account

    def _currencies(self) -> list[str]:
        """The department's currency and those with a rate."""
        told = dict(self.con.execute("select name, value from current.settings where value <> ''").fetchall())
        return [told.get("currency", "CNY"), *(name[5:] for name in told if name.startswith("rate_"))]

    def _platform_of(self, shop: str) -> str | None:
        if self.platforms is not None:
            return self.platforms.get(shop)
        row = self.con.execute("select platform from current.shops where shop = ?", [shop]).fetchone()
        return row[0] if row else None

    def _known_orders(self, numbers: Sequence[str]) -> set[str]:
        sql = "select distinct order_id from current.orders where list_contains(?, order_id)"
        return {order for (order,) in self.con.execute(sql, [list(numbers)]).fetchall()}

    def replay(self, manifest: archive.Manifest) -> None:
        """Take the files of a manifest again, from the archive."""
        for filed in manifest.files:
            found = exports.archived(archive.original(self.data, filed.sha256), filed.path, filed.folder)
            (sheet,) = [
                s
                for s in exports.sheets(found, filed.layout, exports.own_layouts(self.data), self.zone)
                if s.name == filed.sheet
            ]
            self.accounts[filed.file] = self.take(filed.file, sheet, filed.shop)

    def _file(self, number: int, sheet: exports.Sheet, shop: str | None) -> None:
        as_of, sha256 = self._as_of(sheet), sheet.found.sha256
        self.filed.append(
            archive.Filed(
                number,
                sheet.found.name,
                sheet.name,
                sheet.found.folder,
                sha256,
                sheet.layout.id,
                shop,
                as_of.isoformat(),
            )
        )
        self.con.execute(
            "insert into ledger.files (load_id, file, path, sheet, sha256, layout, entity, shop, as_of, header)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                self.load_id,
                number,
                sheet.title,
                sheet.name,
                sha256,
                sheet.layout.id,
                sheet.layout.entity,
                shop,
                as_of,
                list(sheet.header),
            ],
        )

    def _merge(self, number: int, sheet: exports.Sheet, taken: exports.Taken) -> FileAccount:
        stamp = merge.Stamp(self.load_id, number, self._as_of(sheet))
        counted = merge.Counts()
        # the counted entity last: its classes are the account's, and see what became of the others
        for name in sorted(taken.tables, key=lambda e: e == taken.counted):
            entity = self.catalogue.entities[name]
            self._write_raw(taken.tables[name], name, taken.carries[name], stamp)
            merge.create(self.con, entity)
            self.touched[name] = self.touched.get(name, True) and not merge.empty(self.con, entity)
            counted = merge.lay_over(
                self.con, entity, taken.tables[name], taken.carries[name], stamp, self.data, taken.told.get(name, [])
            )
            if name == taken.counted and len(taken.tables) > 1:
                counted = self._with_orders(taken)
            elif len(taken.tables) > 1:
                self.con.execute(
                    f"create or replace temp table other_classes as select t.*, c.class from classes c"
                    f" join {taken.tables[name]} t using (_row)"
                )
        repairs.close(self.con, self.load_id, taken.tables[taken.counted])
        quarantined = self._quarantine(number)
        return FileAccount(
            sheet.title,
            sheet.layout.id,
            "loaded",
            taken.rows,
            counted.new,
            counted.updated,
            counted.duplicate,
            quarantined,
            taken.skipped,
            self.load_id,
            notes=tuple(taken.notes),
        )

    def _with_orders(self, taken: exports.Taken) -> merge.Counts:
        """A line that is known but whose order has changed is an update."""
        self.con.execute(
            f"update classes set class = 'updated' where class = 'duplicate' and _row in (select i._row"
            f" from {taken.tables[taken.counted]} i"
            " join other_classes o using (platform, order_id) where o.class = 'updated')"
        )
        return merge.counts(self.con)

    def _write_raw(self, table: str, entity: str, carries: list[str], stamp: merge.Stamp) -> None:
        folder = self.data / "raw" / f"{self.load_id:06d}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stamp.file:05d}.{entity}.parquet"
        self.con.execute(
            f"copy (select *, {stamp.load_id} as _load, {stamp.file} as _file from {table})"
            f" to {duck.quoted(str(path))} (format parquet, parquet_version v2, compression zstd)"
        )
        entity_ = self.catalogue.entities[entity]
        found = ledger.fingerprint(self.con, table, entity_.key, ledger.money_of(entity_, carries))
        ledger.add_raw(
            self.con, stamp.load_id, stamp.file, entity_, path.relative_to(self.data).as_posix(), carries, found
        )

    def _quarantine(self, number: int) -> int:
        table = f"rejects_{number}"
        self.con.execute(
            f"insert into ledger.rejects select {self.load_id}, {number}, _row, column_name, value,"
            f" reason, expected, cells, null from {table}"
        )
        row = self.con.execute(f"select count(distinct _row) from {table}").fetchone()
        return int(row[0]) if row else 0

    def _count(self, number: int, a: FileAccount) -> None:
        self.con.execute(
            'update ledger.files set "rows" = ?, new = ?, updated = ?, duplicate = ?, quarantined = ?, skipped = ?,'
            " notes = ? where load_id = ? and file = ?",
            [a.rows, a.new, a.updated, a.duplicate, a.quarantined, a.skipped,
             json.dumps(a.notes, ensure_ascii=False, default=str), self.load_id, number],
        )  # fmt: skip
