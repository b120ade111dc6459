"""A file in, typed rows and what can't be right out: find, sheets, take.

found = exports.find(paths)                       one Found a file or archive member
for sheet in exports.sheets(found, None):         one Sheet a table with a known header
    exports.take(con, sheet, number, shop_of)     its rows, typed, as temporary tables
"""

from kpi.exports.archived import archived
from kpi.exports.found import Found, find
from kpi.exports.layout import Layout, layouts, own_layouts
from kpi.exports.sheet import ZONE, Sheet, Sheets, known_layouts, sheets
from kpi.exports.take import Taken, take
from kpi.exports.values import escape

__all__ = [
    "ZONE",
    "Found",
    "Layout",
    "Sheet",
    "Sheets",
    "Taken",
    "archived",
    "escape",
    "find",
    "known_layouts",
    "layouts",
    "own_layouts",
    "sheets",
    "take",
]
