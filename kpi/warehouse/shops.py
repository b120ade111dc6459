"""Which shop a file belongs to, where its rows do not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.engine import duck
from kpi.errors import Refused


class WhichShop(Refused):
    """Several shops could be meant."""

    FIELDS = ("file", "shops")


@dataclass(frozen=True)
class Shop:
    """A shop by name; `named_after_platform`: nobody told us of a shop, so it has the platform's name."""

    name: str
    named_after_platform: bool = False


def shop_for(con: duck.Connection, file: str, folder: str | None, platforms: Sequence[str], given: str | None) -> Shop:
    """The shop of a file: as given, else its folder's, else the platform's only one, else the platform's name.

    Raises:
        WhichShop: the platform has several shops and nothing says which.
    """
    if given:
        return Shop(given)
    known = con.execute("select shop, platform from current.shops order by shop").fetchall()
    if folder in {shop for shop, _ in known}:
        return Shop(str(folder))
    candidates = [shop for shop, platform in known if platform in platforms or not platforms]
    if len(candidates) == 1:
        return Shop(candidates[0])
    if candidates:
        raise WhichShop(file=file, shops=" | ".join(candidates))
    return Shop(platforms[0] if platforms else file, named_after_platform=True)
