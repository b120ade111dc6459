"""Whatever stands in the data, the parts draw it as text."""

from html.parser import HTMLParser

import pytest

from pages.parts import (
    account,
    board,
    calendar,
    card,
    choice,
    definition,
    empty,
    exceptions,
    finding,
    flow,
    frame,
    header,
    headline,
    lines,
    links,
    matrix,
    multiples,
    rows,
    section,
    team,
)
from pages.parts.numbers import Change, Shown
from pages.parts.spark import Spark
from pages.parts.status import Status

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>"' onmouseover='x' &amp; {braces}"""
TAGS = set(
    "div span b i u em small p h1 h2 a nav table thead tbody tr th td details summary ol li code dl dt dd".split()
)
ATTRIBUTES = {
    "class",
    "title",
    "href",
    "target",
    "style",
    "lang",
    "role",
    "tabindex",
    "scope",
    "colspan",
    "data-l",
    "data-s",
}
ATTRIBUTES |= {"aria-label", "aria-hidden", "aria-current"}
SHOWN, MOVED, LINE = Shown(EVIL, EVIL), Change(EVIL, False), Spark((1.0, None, 2.0), (1.0, 1.0, None), EVIL)
OPTION = choice.Option(EVIL, "?x=1", True)

PARTS = {
    "account": lambda: account.html(
        [
            account.File(EVIL, EVIL, "loaded", 3, 1, 0, 0, 1, 0),
            account.File(EVIL, EVIL, "refused", reason=EVIL),
            account.File(EVIL, EVIL, "unchanged", 1, 1),
        ],
        "zh",
    ),
    "board": lambda: board.html(
        [
            board.Bar(EVIL, EVIL, SHOWN, SHOWN, 0.9, Status.MISSED, EVIL, "?x=1"),
            board.Bar(EVIL, EVIL, SHOWN, SHOWN, None, Status.UNSET),
        ],
        "en",
    ),
    "calendar": lambda: calendar.html(
        [calendar.Source(EVIL, (calendar.Day(1, EVIL), calendar.Day("missing", EVIL)), EVIL, EVIL, "?x")],
        [True, False],
        "zh",
    ),
    "card": lambda: card.html(
        [
            card.Card(EVIL, SHOWN, Status.MET, SHOWN, EVIL, MOVED, MOVED, LINE, EVIL, EVIL, "", "?x"),
            card.Card(EVIL, reason=EVIL),
        ],
        "zh",
    ),
    "choice": lambda: choice.segments([OPTION], EVIL) + choice.menu([OPTION], EVIL, EVIL),
    "definition": lambda: definition.html(
        definition.Definition(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, "?x", "?x"), [(EVIL, EVIL)], "zh"
    ),
    "empty": lambda: (
        empty.html(EVIL, EVIL, "zh", steps=[(EVIL, EVIL)], links=[OPTION]) + empty.note_html(EVIL, "zh", "?x", EVIL)
    ),
    "exceptions": lambda: exceptions.html(
        [exceptions.Exceptional(EVIL, EVIL, SHOWN, SHOWN, MOVED, EVIL, Status.MISSED, EVIL, "?x", "?x")], "en"
    ),
    "finding": lambda: finding.html([[EVIL, EVIL]], [EVIL], "en"),
    "flow": lambda: flow.html(
        [flow.Step(EVIL, SHOWN, EVIL, 0.5, MOVED, True, "", EVIL, "?x"), flow.Step(EVIL, reason=EVIL)], "en"
    ),
    "frame": lambda: frame.html([frame.Section(EVIL, (OPTION,))], [OPTION], "zh", demo=EVIL, reader=EVIL),
    "header": lambda: header.html(EVIL, "zh", sub=EVIL, chips=[(EVIL, EVIL)]),
    "headline": lambda: headline.html([headline.Headline(EVIL, SHOWN, EVIL, Status.MISSED)], "zh"),
    "lines": lambda: lines.html(
        [lines.Line(EVIL, EVIL, SHOWN, SHOWN, EVIL, Status.NEAR, MOVED, MOVED, LINE, EVIL, "?x")], "zh"
    ),
    "matrix": lambda: matrix.html(
        [matrix.Row(EVIL, EVIL, (matrix.Cell(EVIL, 0.5, Status.MISSED, EVIL, "?x"),), MOVED, "?x")], "zh"
    ),
    "multiples": lambda: multiples.html(
        [multiples.Small(EVIL, SHOWN, Status.MET, LINE, EVIL, EVIL, "?x")], EVIL, EVIL, "zh"
    ),
    "quarantine": lambda: account.quarantine_html([account.Reason(EVIL, 3, EVIL, EVIL, EVIL, EVIL)], "zh"),
    "rows": lambda: (
        rows.html([rows.Column(EVIL), rows.Column(EVIL, "number")], [[EVIL, None]], "zh")
        + rows.pager(1, 2, 3, "zh", "?x", "?x")
    ),
    "section": lambda: section.html(EVIL, EVIL, "zh", section.legend([("act", EVIL)])),
    "team": lambda: team.html(
        [
            team.Member(
                EVIL,
                EVIL,
                SHOWN,
                Status.MET,
                SHOWN,
                1.1,
                MOVED,
                MOVED,
                LINE,
                (team.Extra(SHOWN, Status.MISSED, EVIL),),
                EVIL,
                "?x",
            )
        ],
        EVIL,
        [EVIL],
        "zh",
    ),
}


class Markup(HTMLParser):
    """What a browser would see."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.open, self.text = set(), [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def parsed(text):
    markup = Markup()
    markup.feed(text)
    markup.close()
    assert not markup.open
    return markup


@pytest.mark.parametrize("name", PARTS)
def test_data_never_become_markup(name):
    markup = parsed(PARTS[name]())
    assert markup.tags <= TAGS
    assert {attribute for attribute, _ in markup.attributes} <= ATTRIBUTES
    assert EVIL in markup.text


@pytest.mark.parametrize("name", PARTS)
def test_every_part_stands_in_one_box(name):
    drawn = PARTS[name]()
    assert drawn.count('class="k ') >= 1 or name == "choice"


def test_an_address_carries_its_choices_and_leaves_out_empty_ones():
    assert links.address("department", month="2026-10", person=None, kind="") == "department?month=2026-10"
    assert links.address("", lang="zh") == "./?lang=zh"
    assert links.address("person", person="A&B=客服 1") == "person?person=A%26B%3D%E5%AE%A2%E6%9C%8D%201"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://elsewhere.example/", "data:text/html,x", ""])
def test_a_link_leads_nowhere_but_to_our_own_pages(href):
    drawn = links.anchor(href, "x")
    assert "href" not in drawn
    assert drawn.startswith("<span")
