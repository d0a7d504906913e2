"""Each address and action of the association with its object and owner."""

import datetime as dt

from hoctap.associations import actions
from hoctap.associations.models import Briefing, Chapter, Member, Officer, Support
from hoctap.associations.rules import (
    BriefingDetails,
    ChapterDetails,
    ClosingDetails,
    MemberDetails,
    SupportDetails,
    TermDetails,
    TypedTally,
)
from hoctap.people.models import Person
from hoctap.places.models import Organisation, OrganisationKind
from tests.associations import hands
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season


def _chapter(season: Season) -> Chapter:
    name = f"Chi hội khuyến học Ấp 1 {season.commune.name}"
    return hands.chapter_of(season.association, season.hamlet, name, by=season.by(season.officer))


def _member(season: Season) -> Member:
    """Of the name of a person in the register."""
    head = season.households[0].head
    return hands.member(
        season.association, head.full_name, chapter=_chapter(season), by=season.by(season.officer)
    )


def _officer(season: Season) -> Officer:
    by, chapter = season.by(season.officer), _chapter(season)
    standing = Officer.objects.filter(chapter=chapter, to_day__isnull=True).first()
    name = f"Lâm Thị Phụ Trách {season.commune.name}"
    return standing or hands.officer(season.association, name, "head", chapter=chapter, by=by)


def _briefing(season: Season) -> Briefing:
    standing = Briefing.objects.filter(association=season.association).first()
    return standing or hands.briefing(season.association, by=season.by(season.officer))


def _ended(season: Season) -> Organisation:
    """The association as it was before: it ended and handed over."""
    return Organisation.objects.get_or_create(
        place=season.commune,
        kind=OrganisationKind.ASSOCIATION,
        name=f"Hội Khuyến học cũ của {season.commune.name}",
        defaults={"symbol": "HKHC", "valid_to": dt.date(2024, 1, 1), "successor": season.association},
    )[0]


def _left_behind(season: Season) -> Chapter:
    """A chapter of the association as it was before, that nobody took over yet."""
    old = _ended(season)
    name = f"Chi hội cũ của {season.commune.name}"
    return Chapter.objects.get_or_create(
        association=old,
        name=name,
        defaults={"place": season.hamlet, "kind": "hamlet", "recorded_by": f"Trước ở {season.commune.name}"},
    )[0]


# ---------------------------------------------------------------- addresses


@url_example("association_list")
def _(season: Season) -> list[Visit]:
    _chapter(season)
    return [Visit(owner=season.officer, own_page=True), Visit(owner=season.head, own_page=True)]


@url_example("association_detail")
def _(season: Season) -> list[Visit]:
    hands.tally(_chapter(season), 40, by=season.by(season.officer))
    _officer(season)
    return [
        Visit(owner=season.officer, kwargs={"pk": season.association.pk}),
        Visit(owner=season.chair, kwargs={"pk": _ended(season).pk}),
    ]


@url_example("association_active")
def _(season: Season) -> Visit:
    _officer(season)
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk})


@url_example("association_inherit")
def _(season: Season) -> Visit:
    _left_behind(season)
    typed = {"on": "2025-08-01", "decision": f"3/QĐ {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("term_new")
def _(season: Season) -> Visit:
    typed = {"name": f"2021–2026 {season.commune.name}", "from_day": "2021-03-01"}
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("closing_new")
def _(season: Season) -> Visit:
    typed = {
        "handed_on": "2024-02-01",
        "to_name": f"Hội mới của {season.commune.name}",
        "paper": "05/BB",
        "fund": "12000000",
    }
    return Visit(owner=season.officer, kwargs={"pk": _ended(season).pk}, post=typed)


@url_example("chapter_new")
def _(season: Season) -> Visit:
    typed = {
        "kind": "hamlet",
        "place": str(season.hamlet.pk),
        "name": f"Chi hội thử của {season.commune.name}",
    }
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("chapter_detail")
def _(season: Season) -> list[Visit]:
    _officer(season)
    pk = _chapter(season).pk
    return [Visit(owner=season.officer, kwargs={"pk": pk}), Visit(owner=season.head, kwargs={"pk": pk})]


@url_example("chapter_edit")
def _(season: Season) -> Visit:
    chapter = _chapter(season)
    typed = {"kind": chapter.kind, "name": f"{chapter.name} sửa"}
    return Visit(owner=season.officer, kwargs={"pk": chapter.pk}, post=typed)


@url_example("chapter_end")
def _(season: Season) -> Visit:
    typed = {"ended_on": "2025-01-01", "ended_by": f"Nhập ấp ở {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": _chapter(season).pk}, post=typed)


@url_example("chapter_officer")
def _(season: Season) -> Visit:
    typed = {
        "position": "deputy",
        "full_name": f"Võ Thị Phó {season.commune.name}",
        "from_day": "2024-01-01",
    }
    return Visit(owner=season.officer, kwargs={"pk": _chapter(season).pk}, post=typed)


@url_example("association_member_list")
def _(season: Season) -> Visit:
    actions.link_member(_member(season), season.households[0].head, by=season.by(season.officer))
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk})


@url_example("association_member_new")
def _(season: Season) -> Visit:
    typed = {"full_name": f"Đoàn Thị Hội Viên {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("association_member_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _member(season).pk})


@url_example("association_member_link")
def _(season: Season) -> Visit:
    typed = {"person": str(season.households[0].head_id)}
    return Visit(owner=season.officer, kwargs={"pk": _member(season).pk}, post=typed)


@url_example("association_member_end")
def _(season: Season) -> Visit:
    typed = {"left_on": "2024-12-01", "left_why": f"Chuyển khỏi {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": _member(season).pk}, post=typed)


@url_example("officer_new")
def _(season: Season) -> Visit:
    typed = {
        "position": "vice_chair",
        "full_name": f"Phùng Văn Phó {season.commune.name}",
        "from_day": "2021-03-01",
    }
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("officer_end")
def _(season: Season) -> Visit:
    typed = {"to_day": "2024-12-31", "why": f"Hết nhiệm kỳ ở {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": _officer(season).pk}, post=typed)


@url_example("membertally_new")
def _(season: Season) -> Visit:
    typed = {
        "as_of": "2024-06-30",
        "source": f"Sổ {season.commune.name}",
        f"members-{_chapter(season).pk}": "40",
    }
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("briefing_new")
def _(season: Season) -> Visit:
    typed = {"held_on": "2024-05-05", "documents": f"Công văn về {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("briefing_detail")
def _(season: Season) -> list[Visit]:
    pk = _briefing(season).pk
    return [Visit(owner=season.officer, kwargs={"pk": pk}), Visit(owner=season.chair, kwargs={"pk": pk})]


@url_example("briefing_attend")
def _(season: Season) -> Visit:
    typed = {"member": str(_member(season).pk)}
    return Visit(owner=season.officer, kwargs={"pk": _briefing(season).pk}, post=typed)


def _support(season: Season) -> Support:
    known = Support.objects.standing().filter(association=season.association).first()
    details = SupportDetails(
        dt.date(2024, 9, 5),
        "gift",
        "pupils",
        30,
        f"Quỹ {season.commune.name}",
        goods=f"Tập vở {season.commune.name}",
    )
    return known or actions.record_support(season.association, details, by=season.by(season.officer))


@url_example("aid_list")
def _(season: Season) -> list[Visit]:
    _support(season)
    pk, query = season.association.pk, {"year": "2024"}
    return [
        Visit(owner=season.officer, kwargs={"pk": pk}, query=query),
        Visit(owner=season.chair, kwargs={"pk": pk}, query=query),
    ]


@url_example("aid_new")
def _(season: Season) -> Visit:
    typed = {
        "given_on": "2024-09-05",
        "kind": "visit",
        "group": "families",
        "beneficiaries": "3",
        "source": f"Sổ Hội {season.commune.name}",
    }
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk}, post=typed)


@url_example("aid_withdraw")
def _(season: Season) -> Visit:
    typed = {"why": f"Ghi nhầm ở {season.commune.name}"}
    return Visit(owner=season.officer, kwargs={"pk": _support(season).pk}, post=typed)


# ---------------------------------------------------------------- actions


@action_example("associations.record_support")
def _(season: Season) -> Call:
    details = SupportDetails(dt.date(2024, 9, 5), "visit", "families", 3, "Sổ Hội")
    return Call(season.association, details, owner=season.officer)


@action_example("associations.withdraw_support")
def _(season: Season) -> Call:
    return Call(_support(season), kwargs={"why": "Ghi nhầm"}, owner=season.officer)


@action_example("associations.record_term")
def _(season: Season) -> Call:
    details = TermDetails("2021–2026", dt.date(2021, 3, 1))
    return Call(season.association, details, owner=season.officer)


@action_example("associations.record_closing")
def _(season: Season) -> Call:
    details = ClosingDetails(dt.date(2024, 2, 1), "Hội mới", "05/BB")
    return Call(_ended(season), details, owner=season.officer)


@action_example("associations.take_over")
def _(season: Season) -> Call:
    _left_behind(season)
    kwargs = {"on": dt.date(2025, 8, 1), "decision": "3/QĐ"}
    return Call(season.association, kwargs=kwargs, owner=season.officer)


@action_example("associations.add_chapter")
def _(season: Season) -> Call:
    details = ChapterDetails("school", "Chi hội Trường Tiểu học")
    return Call(season.association, season.commune, details, owner=season.officer)


@action_example("associations.correct_chapter")
def _(season: Season) -> Call:
    return Call(_chapter(season), ChapterDetails("hamlet", "Chi hội đổi tên"), owner=season.officer)


@action_example("associations.end_chapter")
def _(season: Season) -> Call:
    kwargs = {"ended_on": dt.date(2025, 1, 1), "ended_by": "Nhập ấp"}
    return Call(_chapter(season), kwargs=kwargs, owner=season.officer)


@action_example("associations.add_member")
def _(season: Season) -> Call:
    return Call(season.association, MemberDetails("Đoàn Thị Mới"), owner=season.officer)


@action_example("associations.link_member")
def _(season: Season) -> Call:
    person = Person.objects.get(pk=season.households[0].head_id)
    return Call(_member(season), person, owner=season.officer)


@action_example("associations.end_member")
def _(season: Season) -> Call:
    kwargs = {"left_on": dt.date(2024, 12, 1), "left_why": "Chuyển đi"}
    return Call(_member(season), kwargs=kwargs, owner=season.officer)


@action_example("associations.appoint_officer")
def _(season: Season) -> Call:
    kwargs = {"position": "executive", "from_day": dt.date(2021, 3, 1)}
    return Call(season.association, MemberDetails("Phùng Văn Ủy"), kwargs=kwargs, owner=season.officer)


@action_example("associations.end_officer")
def _(season: Season) -> Call:
    kwargs = {"to_day": dt.date(2024, 12, 31), "why": "Hết nhiệm kỳ"}
    return Call(_officer(season), kwargs=kwargs, owner=season.officer)


@action_example("associations.record_tallies")
def _(season: Season) -> Call:
    typed = {_chapter(season).pk: TypedTally("40")}
    kwargs = {"as_of": dt.date(2024, 6, 30), "source": "Sổ chi hội"}
    return Call(season.association, typed, kwargs=kwargs, owner=season.officer)


@action_example("associations.record_briefing")
def _(season: Season) -> Call:
    details = BriefingDetails(dt.date(2024, 5, 5), "Kế hoạch 415")
    return Call(season.association, details, owner=season.officer)


@action_example("associations.record_briefed")
def _(season: Season) -> Call:
    kwargs = {"names": {_member(season).pk}, "heads": {}}
    return Call(_briefing(season), kwargs=kwargs, owner=season.officer)
