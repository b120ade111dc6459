"""The month: each metric with its value, its target and what it was before."""

from kpi import catalogue
from pages.parts import answers, board, header, months, section, shell, standing

TITLE = "page.month"
SECTION = "review"
ORDER = 1

who = shell.reader()
at = answers.month(who)
header.draw(who.say(TITLE), who.lang, chips=months.chips(who, at), right=months.menu(who, at, "month"))
metrics = tuple(metric.id for metric in catalogue.load().metrics.values() if metric.lines and not metric.internal)
bars = [standing.bar(who, one) for one in answers.standings(who, metrics, at)]
section.draw(who.say("month.all"), who.say("month.all.note"), who.lang, legend=board.legend(who.lang))
board.draw(standing.worst_first(bars), who.lang)
