"""What moved a figure, as the bridge draws it: everybody's own change, then the shift between them."""

from __future__ import annotations

from collections.abc import Callable

from kpi.figures.names import Names
from kpi.figures.periods import previous
from kpi.insight.compose import REST, Bridge, Effect
from kpi.review.month import Shown, Standing
from pages.parts import answers, bridge, causes, empty, numbers, section
from pages.parts import standing as stand
from pages.parts.shell import Reader

MOST = 6  # parts of one kind; the rest in one line

Labels = Callable[[Effect], str]


def draw(who: Reader, one: Standing, moved: Bridge | None, at: Shown, dimension: str) -> None:
    """The bridge of a figure from the month before, or a note where there is none."""
    metric = one.metric
    title = who.say("bridge.title", metric=stand.label(who, one))
    if moved is None:
        section.draw(title, lang=who.lang)
        empty.draw_note(who.say("bridge.partial" if one.partial else "bridge.none"), who.lang)
        return
    section.draw(title, who.say("bridge.note.ratio" if moved.ratio else "bridge.note.sum"), who.lang)
    names = answers.names(who)
    kinds = ("rate", "mix") if moved.ratio else ("rate",)
    groups = [_group(who, one, kind, moved, lambda effect: _label(who, effect, dimension, names)) for kind in kinds]
    goal = stand.goal(one)
    figure = bridge.figure(
        bridge.Total(numbers.month(previous(at.days).first, who.lang), float(moved.start)),
        [group for group in groups if group.parts],
        bridge.Total(numbers.month(at.days.first, who.lang), float(moved.end)),
        bridge.Total(who.say("board.target"), goal) if goal is not None else None,
        metric.unit,
        who.lang,
        better=metric.better,
    )
    bridge.draw(figure, f"bridge-{metric.id}", title)


def _group(who: Reader, one: Standing, kind: str, moved: Bridge, label: Labels) -> bridge.Group:
    """The largest parts of one kind; the others, and those that would show as nothing, together."""
    effects = [(effect, float(getattr(effect, kind))) for effect in moved.effects]
    effects = sorted((pair for pair in effects if pair[1]), key=lambda pair: abs(pair[1]), reverse=True)
    most = MOST + 1 if len(effects) == MOST + 1 else MOST
    shown = [pair for pair in effects[:most] if _seen(who, one, pair[1])]
    parts = [bridge.Part(label(effect), amount) for effect, amount in shown]
    rest = sum(amount for _, amount in effects[len(shown) :])
    if _seen(who, one, rest) or (parts and rest):
        count = len(effects) - len(shown)
        parts.append(bridge.Part(who.say("bridge.others" if count != 1 else "bridge.other", count=count), rest))
    return bridge.Group(who.say(f"bridge.{kind}" if moved.ratio else "bridge.sum"), tuple(parts))


def _seen(who: Reader, one: Standing, amount: float) -> bool:
    """Whether a part shows as anything but zero."""
    return numbers.step(amount, one.metric.unit, who.lang, better=one.metric.better).good is not None


def _label(who: Reader, effect: Effect, dimension: str, names: Names) -> str:
    if effect.key == REST:
        return who.say("bridge.rest")
    name = causes.name_of(who, dimension, effect.key, names)
    return who.say("bridge.joined", name=name) if effect.joined else name
