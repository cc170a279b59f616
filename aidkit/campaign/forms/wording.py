"""The fixed words around a form's tables: who reports, when, in what unit, who signs."""

from __future__ import annotations

from datetime import date

from aidkit.campaign.forms.filled import FilledForm, FilledTable, Lang, said

TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋"  # as official papers are set
LINE = "　　　　"  # a line to be filled by hand


def reporting(form: FilledForm) -> str:
    """Return who reports, with room for the stamp."""
    return f"{said('填报单位（盖章）', 'Reporting unit (stamp)', form.lang, ' ')}：{form.signature.unit or LINE}"


def reported_on(form: FilledForm) -> str:
    """Return the date of the form, and the period it covers where its title does not say."""
    period = form.signature.period if "{period}" not in form.form.zh else ""
    covered = f"{said('所属期', 'Period', form.lang, ' ')}：{period}　" if period else ""
    return f"{covered}{said('填报日期', 'Date', form.lang, ' ')}：{day(form.signature.on, form.lang)}"


def unit(form: FilledForm) -> str:
    """Return the unit line."""
    return f"{said('单位', 'Unit', form.lang, ' ')}：{form.form.unit}"


def signing(form: FilledForm) -> str:
    """Return the line of signatures; a name that was not given stays open."""
    people = (
        ("单位负责人", "Head", form.signature.head),
        ("审核人", "Reviewed by", form.signature.reviewer),
        ("填表人", "Prepared by", form.signature.preparer),
        ("联系电话", "Telephone", ""),
    )
    return "　　".join(f"{said(zh, en, form.lang, ' ')}：{name or LINE}" for zh, en, name in people)


def table_title(form: FilledForm, table: FilledTable) -> str:
    """Return what one of several tables shows; nothing where there is only one."""
    return f"——{said(table.layout.zh, table.layout.en, form.lang, ' ')}" if len(form.tables) > 1 else ""


def notes(table: FilledTable) -> str:
    """Return the notes at the foot as one paragraph, numbered where there are several."""
    if len(table.notes) < 2:
        return "".join(f"注：{note}" for note in table.notes)
    return "注：" + "　".join(f"{number}. {note}" for number, note in enumerate(table.notes, 1))


def day(on: date | None, lang: Lang) -> str:
    """Return a day as forms write it; room for it where there is none."""
    if on is None:
        return said(f"{LINE}年　　月　　日", LINE, lang, "")
    return on.isoformat() if lang == "en" else f"{on.year}年{on.month}月{on.day}日"
