"""What moved a figure, as the bridge draws it: everybody's own change, then the shift between them."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.figures.periods import previous
from kpi.insight.compose import REST, Bridge, Effect
from kpi.review.month import Shown, Standing
from pages.parts import bridge, empty, numbers, section
from pages.parts.shell import Reader

MOST = 6  # parts of one kind; the rest in one line


def draw(who: Reader, one: Standing, moved: Bridge | None, at: Shown, names: Mapping[str, str]) -> None:
    """The bridge of a figure from the month before, or a note where there is none."""
    metric = one.metric
    title = who.say("bridge.title", metric=metric.label[who.lang])
    section.draw(title, who.say("bridge.note"), who.lang)
    if moved is None:
        empty.draw_note(who.say("bridge.none"), who.lang)
        return
    kinds = ("rate", "mix") if moved.ratio else ("rate",)
    groups = [_group(who, kind, moved, names) for kind in kinds]
    before, now = (numbers.month(days.first, who.lang) for days in (previous(at.days), at.days))
    goal = bridge.Total(who.say("board.target"), one.figure.target.target) if one.figure.target else None
    figure = bridge.figure(
        bridge.Total(before, float(moved.start)),
        groups,
        bridge.Total(now, float(moved.end)),
        goal,
        metric.unit,
        who.lang,
        better=metric.better,
    )
    bridge.draw(figure, f"bridge-{metric.id}", title)


def _group(who: Reader, kind: str, moved: Bridge, names: Mapping[str, str]) -> bridge.Group:
    """The largest parts of one kind, and the others together."""
    effects = [(effect, float(getattr(effect, kind))) for effect in moved.effects]
    effects = sorted((pair for pair in effects if pair[1]), key=lambda pair: abs(pair[1]), reverse=True)
    parts = [bridge.Part(_label(who, effect, names), amount) for effect, amount in effects[:MOST]]
    if rest := effects[MOST:]:
        said = who.say("bridge.others", count=len(rest))
        parts.append(bridge.Part(said, sum(amount for _, amount in rest)))
    return bridge.Group(who.say(f"bridge.{kind}" if moved.ratio else "bridge.sum"), tuple(parts))


def _label(who: Reader, effect: Effect, names: Mapping[str, str]) -> str:
    if effect.key == REST:
        return who.say("bridge.rest")
    name = names.get(effect.key, effect.key) if effect.key else who.say("person.nobody")
    return who.say("bridge.joined", name=name) if effect.joined else name
