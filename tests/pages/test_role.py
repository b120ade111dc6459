"""A role: every line of its scheme in the scheme's own words, and everybody who has it, as on their own pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.catalogue import load
from kpi.figures import Question, Scope, ask, people
from kpi.words import say
from pages.parts import numbers
from tests.pages.reading import flat, page, text_of
from tests.pages.test_shown_figures import OCTOBER, asked_for, of_class, part, said, share, text

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


@LANGUAGES
@pytest.mark.parametrize("role", list(load().roles))
def test_every_line_of_every_role_in_its_own_words_with_its_figures(
    department: Path, monkeypatch: pytest.MonkeyPatch, role: str, lang: str
) -> None:
    markup = page(department, monkeypatch, "role", month="2026-10", role=role, lang=lang)
    scheme = text(part(markup, "def"))
    for line in load().roles[role].lines:
        assert flat(line.words["zh"]) in scheme
        assert flat(f"{line.number} {line.words[lang]}") in scheme
        for one in line.metrics:
            assert flat(load().metric(one.metric).label[lang]) in scheme


@LANGUAGES
def test_several_people_side_by_side_as_they_are_asked_for(
    department: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    markup = page(department, monkeypatch, "role", month="2026-10", role="design_specialist", lang=lang)
    cells = of_class(part(markup, "mx"), "cell")
    there = [person.person for person in people(department, OCTOBER) if person.role == "美工专员"]
    scopes = {
        "task_completion": "self",
        "task_quality": "self",
        "first_pass_rate": "self",
        "consultation_rate": "owned",
    }
    wanted = {(person, metric) for person in there for metric in scopes}
    assert {(asked_for(cell)["person"], asked_for(cell)["metric"]) for cell in cells} == wanted
    for cell in cells:
        metric, who = asked_for(cell)["metric"], asked_for(cell)["person"]
        scope = Scope(scopes[metric], who)
        asked = Question((metric,), OCTOBER, scope=scope, compare=frozenset({"target"}))
        (figure,) = ask(asked, department).figures
        assert flat(cell.get("title") or "").startswith(said(figure, lang)[0])
        if metric != "consultation_rate":  # whose target is the person's own, not the scope's
            assert numbers.attainment(share(figure)) in text(cell)


@LANGUAGES
def test_one_alone_has_each_line_in_full(department: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    markup = page(department, monkeypatch, "role", month="2026-10", role="logistics_manager", lang=lang)
    (person,) = [one for one in people(department, OCTOBER) if one.role == "物流经理"]
    rows = [row for row in part(markup, "lines").iter("tr") if of_class(row, "nm")]
    scopes = {one.metric: one.scope for one in load().roles["logistics_manager"].metrics}
    assert [asked_for(of_class(row, "nm")[0])["metric"] for row in rows] == list(scopes)
    for row in rows:
        query = asked_for(of_class(row, "nm")[0])
        scope = Scope(scopes[query["metric"]], person.person)
        (figure,) = ask(Question((query["metric"],), OCTOBER, scope=scope), department).figures
        assert query["person"] == person.person
        assert text(of_class(row, "v")[0]) == said(figure, lang)[0]


def test_a_role_that_nobody_has_is_said_and_its_scheme_stands(
    department: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.answers.staff", lambda *_: ())
    shown = flat(text_of(page(department, monkeypatch, "role", month="2026-10", role="copywriter", lang="zh")))
    assert flat(say("role.nobody", "zh")) in shown
    assert flat("10 任务完成率") in shown


def test_an_unknown_role_shows_the_first(department: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text_of(page(department, monkeypatch, "role", month="2026-10", role="no_such", lang="zh"))
    assert "按与营销中心议定的考核办法" in shown
