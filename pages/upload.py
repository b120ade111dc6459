"""Hand in exports: each file's account, what was set aside and why, the last loads, to which day we have what."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from kpi.loads.apart import Account, Result
from kpi.review import uploads
from kpi.review.uploads import Job, Load, Overview
from pages.parts import account, empty, finding, header, numbers, rows, section, shell
from pages.parts.shell import Reader

TITLE = "page.upload"
SECTION = "data"
ORDER = 1

JOB, RESULT, ASKED = "upload_job", "upload_result", "upload_asked"


def take(who: Reader, shops: tuple[str, ...]) -> None:
    """The files in; what is sent is loaded beside the server."""
    busy = JOB in st.session_state
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            who.say("upload.files"), accept_multiple_files=True, label_visibility="collapsed", disabled=busy
        )
        line = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
        shop = choose_shop(who, line, shops, busy) if shops else ""
        sent = line.form_submit_button(who.say("upload.load"), type="primary", disabled=busy)
    if sent and files:
        handed_in = [uploads.Upload(file.name, file.getvalue()) for file in files]
        begin(Job.load(who.data, handed_in, shop or None))
        st.query_params.pop("load", None)
        st.rerun()
    if sent:
        st.container(key="upload_none").html(empty.note_html(who.say("upload.none"), who.lang))


def choose_shop(who: Reader, line: Any, shops: tuple[str, ...], busy: bool) -> str:
    """The shop of files that do not say theirs; none for the files to say."""
    chosen = line.selectbox(
        who.say("upload.shop"),
        ["", *shops],
        format_func=lambda name: name or who.say("upload.shop.none"),
        filter_mode=None,
        disabled=busy,
        width=280,
    )
    return str(chosen or "")


def begin(job: Job) -> None:
    """Remember a job as the one that runs."""
    st.session_state[JOB] = job
    st.session_state.pop(RESULT, None)


def watch(who: Reader) -> None:
    """Tell how far the running job is until it is done; it goes on when its reader goes elsewhere."""
    job: Job | None = st.session_state.get(JOB)
    if job is None:
        return
    place = st.empty()
    while not job.wait(0.3):
        stage, what = job.progress
        with place:
            finding.draw([[who.say(f"upload.{stage}", what=what)]], [], who.lang)
    st.session_state[RESULT] = job.result
    del st.session_state[JOB]
    st.rerun()


def clauses(who: Reader, counts: Mapping[str, int]) -> list[str]:
    """How many of what, the zeros left out, as one sentence."""
    said = [who.say(f"upload.count.{name}", count=numbers.whole(count)) for name, count in counts.items() if count]
    if counts.get("read"):
        said.append(who.say("upload.balanced"))
    stops = [who.say("upload.comma")] * (len(said) - 1) + [who.say("upload.stop")]
    return [clause + stop for clause, stop in zip(said, stops, strict=False)]


def fates(total: Callable[[str], int]) -> dict[str, int]:
    """How many rows of all files were read, and what became of them."""
    return {"read": total("rows")} | {part: total(part) for part in account.PARTS}


def draw_result(who: Reader, seen: Overview, result: Result) -> None:
    """What came of the last job of this session."""
    if result.refusal:
        finding.draw([[uploads.told(who.data, result.refusal, who.lang)]], [], who.lang)
    elif result.undo is None:
        draw_accounts(who, result)
    elif load := seen.taken_back(result.undo):
        word = "restored" if load.undone_by is None else "undone"
        finding.draw([[who.say(f"upload.{word}", load=load.load_id)]], [], who.lang)


def draw_accounts(who: Reader, result: Result) -> None:
    """The account of the load that this session just made, refused files included."""
    files = result.accounts
    counts = {"files": len(files)}
    counts |= {status: sum(a.status == status for a in files) for status in ("loaded", "unchanged", "refused")}
    counts |= fates(lambda part: sum(getattr(a, part) for a in files))
    number = who.say("upload.number", load=result.load_id) if result.load_id else ""
    finding.draw([clauses(who, counts)], [number, who.say("upload.took", seconds=f"{result.seconds:.1f}")], who.lang)
    section.draw(who.say("upload.account"), who.say("upload.account.note"), who.lang)
    account.draw([drawn(who, one) for one in files], who.lang)


def drawn(who: Reader, one: Account) -> account.File:
    """A file's account as the table draws it."""
    notes = [uploads.told(who.data, note, who.lang) for note in one.notes]
    return account.File.of(
        one.file,
        " · ".join(part for part in (uploads.layout_label(who.data, one.layout, who.lang), *notes) if part),
        one.status,
        account.Rows(one.rows, one.new, one.updated, one.duplicate, one.quarantined, one.skipped),
        reason=uploads.told(who.data, one.reason, who.lang) if one.reason else "",
    )


def draw_load(who: Reader, load: Load, *, told: bool) -> None:
    """An earlier load: what it took; its finding too unless another was told."""
    if not told:
        draw_load_finding(who, load)
    section.draw(who.say("upload.account"), who.say("upload.account.note"), who.lang)
    status = "loaded" if load.undone_by is None else "undone"
    account.draw([file_of(who, row, status) for row in load.files], who.lang)


def draw_load_finding(who: Reader, load: Load) -> None:
    """An earlier load in a sentence."""
    counts = {"files": len(load.files)} | fates(load.total)
    ground = [who.say("upload.number", load=load.load_id), numbers.moment(load.made_at, who.lang), load.author]
    finding.draw([clauses(who, counts)], ground, who.lang)


def file_of(who: Reader, row: Mapping[str, Any], status: str) -> account.File:
    """A file of an earlier load as the table draws it."""
    known_as = " · ".join(
        part for part in (uploads.layout_label(who.data, row["layout"], who.lang), row["shop"]) if part
    )
    counted = account.Rows(*(int(row[part]) for part in ("rows", *account.PARTS)))
    return account.File.of(row["file"], known_as, status, counted)


def draw_set_aside(who: Reader, seen: Overview, load: Load) -> None:
    """The rows of a load that were set aside, by reason."""
    groups = seen.set_aside.get(load.load_id, ())
    if not groups:
        return
    section.draw(who.say("upload.aside"), who.say("upload.aside.note"), who.lang)
    reasons = []
    for group in groups:
        reason, remedy = uploads.reason_and_remedy(who.data, group, who.lang)
        columns, examples = (who.say("list.comma").join(some) for some in (group.columns, group.examples))
        shared = who.say("quarantine.shared", rows=numbers.whole(group.shared)) if group.shared else ""
        reasons.append(account.Reason(reason, group.rows, group.file, columns, examples, remedy, shared))
    account.draw_quarantine(reasons, who.lang)


def draw_actions(who: Reader, seen: Overview, load: Load) -> None:
    """What can be done about a load: its rows for repair, undo or restore, which is asked for once more."""
    word = "undo" if load.undone_by is None else "redo"
    asked = st.session_state.get(ASKED) == load.load_id
    if asked:
        empty.draw_note(who.say(f"upload.{word}.ask", load=load.load_id), who.lang)
    line = st.container(horizontal=True, gap="small")
    if asked:
        line.button(who.say("upload.yes"), key="upload_yes", type="primary", on_click=confirm, args=(who, load))
        line.button(who.say("upload.no"), key="upload_no", on_click=ask, args=(None,))
        return
    if load.load_id in seen.set_aside and load.undone_by is None:
        line.download_button(
            who.say("upload.repair"),
            lambda: uploads.for_repair(who.data, load.load_id),
            f"repair-{load.load_id}.zip",
            key="upload_repair",
            on_click="ignore",
        )
    line.button(who.say(f"upload.{word}"), key=f"upload_{word}", on_click=ask, args=(load.load_id,))


def ask(load_id: int | None) -> None:
    """Ask once more before a load is taken back."""
    st.session_state[ASKED] = load_id


def confirm(who: Reader, load: Load) -> None:
    """Take a load back or restore it, beside the server."""
    ask(None)
    begin(Job.undo(who.data, load.switch))


def draw_last(who: Reader, seen: Overview) -> None:
    """The last loads."""
    section.draw(who.say("upload.last"), who.say("upload.last.note") if seen.loads else "", who.lang)
    if not seen.loads:
        empty.draw_note(who.say("upload.last.none"), who.lang)
        return
    account.draw_loads([line_of(who, load) for load in seen.last], who.lang)


def line_of(who: Reader, load: Load) -> account.File:
    """A load as the list of loads draws it."""
    name = f"{who.say('upload.number', load=load.load_id)} · {numbers.moment(load.made_at, who.lang)}"
    if load.undoes is not None:
        return account.File(name, load.author, "undo", reason=who.say("upload.again", load=load.undoes))
    names = [str(row["file"]) for row in load.files]
    return account.File.of(
        name,
        " · ".join([load.author, *names[:2], *(["…"] if len(names) > 2 else [])]),
        "loaded" if load.undone_by is None else "undone",
        account.Rows(*(load.total(part) for part in ("rows", *account.PARTS))),
        href=who.address("upload", load=load.load_id),
    )


def draw_days(who: Reader, seen: Overview) -> None:
    """To which day each source is loaded."""
    if not seen.sources:
        return
    section.draw(who.say("upload.days"), who.say("upload.days.note"), who.lang)
    columns = [
        rows.Column(who.say("upload.source")),
        rows.Column(who.say("upload.source.first"), "time"),
        rows.Column(who.say("upload.source.last"), "time"),
        rows.Column(who.say("upload.source.missing"), "number"),
        rows.Column(who.say("upload.source.behind")),
    ]
    rows.draw(columns, [source_row(who, source) for source in seen.sources], who.lang)


def source_row(who: Reader, source: uploads.Source) -> tuple[object, ...]:
    """A source as the table draws it."""
    first, last = (numbers.full_day(day, who.lang) for day in (source.first, source.last))
    missing = numbers.NONE if source.missing is None else numbers.whole(source.missing)
    behind = [who.say("upload.shop_to", shop=shop, day=numbers.day(day, who.lang)) for shop, day in source.behind]
    shops = who.say("list.comma").join(behind) or numbers.NONE
    return uploads.entity_label(source.entity, who.lang), first, last, missing, shops


def about(seen: Overview, result: Result | None) -> int | None:
    """The load that this session just made or took back."""
    if result is None or result.undo is None:
        return result.load_id if result else None
    load = seen.taken_back(result.undo)
    return load.load_id if load else None


def main() -> None:
    """The page."""
    who = shell.reader()
    seen = uploads.overview(who.data)
    header.draw(who.say(TITLE), who.lang)
    take(who, seen.shops)
    watch(who)
    result: Result | None = st.session_state.get(RESULT)
    mine, wish = about(seen, result), who.chosen.get("load", "")
    load = seen.loads.get((int(wish) if wish.isdecimal() else mine) or 0)
    told = result is not None and (load is None or load.load_id == mine or result.refusal is not None)
    if result and told:
        draw_result(who, seen, result)
    if load and load.undoes is None:
        if not (result and told and result.accounts):
            draw_load(who, load, told=told)
        if load.undone_by is None:
            draw_set_aside(who, seen, load)
        draw_actions(who, seen, load)
    draw_last(who, seen)
    draw_days(who, seen)


main()
