"""The frame round every page: language, navigation, and a sentence instead of a page where it cannot be drawn."""

import logging
from uuid import uuid4

import streamlit as st

from kpi import words
from kpi.errors import KaoheError
from kpi.figures import NoData
from kpi.review.month import NoSuchMonth
from kpi.words import tell
from pages.parts import empty, frame, header, shell, theme
from pages.parts.choice import Option

who = shell.reader()
st.set_page_config(layout="wide", initial_sidebar_state=frame.WIDTH)
page = st.navigation(
    [
        st.Page(p.path, title=who.say(p.title), url_path=p.name, default=p.name == shell.first_page())
        for p in shell.page_files()
    ],
    position="hidden",
)
current = page.url_path or shell.first_page()
theme.install(who.lang)
frame.draw(
    shell.sections(who, current),
    shell.language_links(who, current),
    who.lang,
    demo=who.say("frame.demo") if who.demo else "",
)
try:
    page.run()
except NoData:
    header.draw(page.title, who.lang)
    steps = [(who.say("empty.no_data.load"), "kpi load FOLDER"), (who.say("empty.no_data.demo"), "kpi demo")]
    why = who.say("empty.no_data.why", folder=who.data.name)
    empty.draw(who.say("empty.no_data"), why, who.lang, steps=steps, links=shell.ways_to_load(who))
except KaoheError as error:
    header.draw(page.title, who.lang)
    title = error.message_id.replace("error.", "empty.")
    ways = [Option(who.say("empty.back"), who.address(shell.first_page(), month=""))]
    if isinstance(error, NoSuchMonth):
        newest = who.here(current, month=error.fields["newest"])
        ways.insert(0, Option(who.say("empty.newest"), newest))
    empty.draw(who.say(title if words.known(title) else "empty.refused"), tell(error, who.lang), who.lang, links=ways)
except Exception:
    number = uuid4().hex[:8]
    logging.getLogger("kpi.pages").exception("page %s failed, number %s", current, number)
    header.draw(page.title, who.lang)
    empty.draw(who.say("empty.failed"), who.say("empty.failed.why", number=number), who.lang)
