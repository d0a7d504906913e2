"""Each address and action of a roll-call with its object and owner."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hoctap.learning.attendance import actions
from hoctap.learning.attendance.contents import TypedMinutes
from hoctap.learning.attendance.rules import Face, ListWanted
from hoctap.learning.attendance.tokens import token_of
from hoctap.learning.headcounts import actions as headcounts
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Attendance, LearnerCard, Session, SignedList
from hoctap.recognition.models import Dossier
from tests.examples import Call, Visit, action_example, url_example
from tests.learning.roll_hands import session_at
from tests.season import SCAN, Season


def _session(season: Season) -> Session:
    return session_at(season.hamlet)


def _named(season: Season) -> Attendance:
    """The head of a household of Ấp 1, ticked."""
    session = _session(season)
    actions.take_roll(session, [season.households[0].head_id], by=season.by(season.head))
    return session.attendances.get()


def _face(season: Season) -> Attendance:
    told = Face(f"Người Lạ {season.commune.name}", 1980, "m", f"xã giáp {season.commune.name}")
    return actions.take_face(_session(season), told, by=season.by(season.head))


def _photo(season: Season) -> SignedList:
    return actions.keep_signed_list(_session(season), [SCAN], by=season.by(season.head))[0]


def _card(season: Season) -> LearnerCard:
    return actions.give_cards(season.hamlet, [season.households[0].head_id], by=season.by(season.head))[0]


@url_example("session_list")
def _(season: Season) -> Visit:
    _session(season)
    return Visit(owner=season.head, own_page=True)


@url_example("session_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": _named(season).session_id})


@url_example("session_roll")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _session(season).pk}
    post = {"role": "learner", "here": [str(season.households[1].head_id)]}
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("session_tick")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _photo(season).session_id}
    post = {"role": "learner", "here": [str(season.households[1].head_id)]}
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("session_face")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _session(season).pk}
    post = {
        "full_name": f"Khách Đến {season.commune.name}",
        "birth_year": "1990",
        "sex": "f",
        "from_where": f"xã giáp {season.commune.name}",
        "role": "learner",
    }
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("session_heads")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _session(season).pk}
    post = {"heads-adult-m": "12", "heads-any-any": "3"}
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("session_drop_heads")
def _(season: Season) -> Visit:
    session = _session(season)
    headcounts.record_headcount(session, [Heads(12)], by=season.by(season.head))
    return Visit(owner=season.head, kwargs={"pk": session.pk}, post={})


@url_example("session_sheet")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _session(season).pk}
    post = {"hamlet": str(season.hamlet.pk), "blank_lines": "5"}
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("session_minutes")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _named(season).session_id}
    post = {
        "chair": f"Ông Chủ Trì {season.commune.name}",
        "secretary": "Bà Thư Ký",
        "remarks": "Hỏi về giống lúa",
        "conclusion": "Sẽ mở lớp nữa",
    }
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("session_keep_sheet")
def _(season: Season) -> Visit:
    upload = SimpleUploadedFile("ky-nhan.pdf", SCAN, "application/pdf")
    return Visit(owner=season.head, kwargs={"pk": _session(season).pk}, post={"file": upload})


@url_example("signedlist_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": _photo(season).pk})


@url_example("signedlist_drop")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _photo(season).pk}
    return [
        Visit(owner=season.head, kwargs=pk),
        Visit(owner=season.head, kwargs=pk, post={"why": "Ảnh mờ"}),
    ]


@url_example("attendance_remove")
def _(season: Season) -> list[Visit]:
    pk = {"pk": _named(season).pk}
    return [
        Visit(owner=season.head, kwargs=pk),
        Visit(owner=season.head, kwargs=pk, post={"why": "Đánh dấu nhầm người"}),
    ]


@url_example("attendance_link")
def _(season: Season) -> list[Visit]:
    session = _session(season)
    head = season.households[0].head
    row = actions.take_face(session, Face(head.full_name), by=season.by(season.head))
    member = head.memberships.get(left_year__isnull=True)
    return [
        Visit(owner=season.head, kwargs={"pk": row.pk}),
        Visit(owner=season.head, kwargs={"pk": row.pk}, post={"person": str(member.pk)}),
    ]


@url_example("attendance_list")
def _(season: Season) -> Visit:
    person_id = _named(season).person_id
    return Visit(owner=season.head, kwargs={"pk": person_id})


@url_example("card_list")
def _(season: Season) -> list[Visit]:
    pk = {"pk": season.hamlet.pk}
    post = {"person": [str(season.households[0].head_id)]}
    return [Visit(owner=season.head, kwargs=pk), Visit(owner=season.head, kwargs=pk, post=post)]


@url_example("card_scan")
def _(season: Season) -> list[Visit]:
    session, card = _session(season), _card(season)
    token = {"token": token_of(card.pk)}
    return [
        Visit(owner=season.head, kwargs=token),
        Visit(owner=season.head, kwargs=token, post={"session": str(session.pk)}),
    ]


@url_example("card_revoke")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": _card(season).pk}, post={})


@action_example("learning.take_roll")
def _(season: Season) -> Call:
    return Call(_session(season), [season.households[0].head_id], owner=season.head)


@action_example("learning.take_face")
def _(season: Season) -> Call:
    return Call(_session(season), Face("Khách Mới", 1990, "f", "xã bên"), owner=season.head)


@action_example("learning.take_by_card")
def _(season: Season) -> Call:
    return Call(_session(season), _card(season), owner=season.head)


@action_example("learning.remove_attendance")
def _(season: Season) -> Call:
    return Call(_named(season), "Đánh dấu nhầm người", owner=season.head)


@action_example("learning.link_attendance")
def _(season: Season) -> Call:
    return Call(_face(season), season.households[0].head, owner=season.head)


@action_example("learning.keep_signed_list")
def _(season: Season) -> Call:
    return Call(_session(season), [SCAN], owner=season.head)


@action_example("learning.drop_signed_list")
def _(season: Season) -> Call:
    return Call(_photo(season), "Ảnh mờ", owner=season.head)


@action_example("learning.give_cards")
def _(season: Season) -> Call:
    return Call(season.hamlet, [season.households[0].head_id], owner=season.head)


@action_example("learning.revoke_card")
def _(season: Season) -> Call:
    return Call(_card(season), owner=season.head)


@action_example("learning.print_signed_list")
def _(season: Season) -> Call:
    return Call(_session(season), ListWanted(10), owner=season.head)


@action_example("learning.write_minutes")
def _(season: Season) -> Call:
    return Call(_named(season).session, TypedMinutes("Ông Chủ Trì", "Bà Thư Ký"), owner=season.head)


def _stale(season: Season) -> Dossier:
    """Of a family of Ấp 2, whose evidence was a class that its head was not at."""
    dossier = season.open_dossiers[1]
    why = f"Tiêu chí A2: không dự lớp ở {season.open_hamlet.name}"
    Dossier.objects.filter(pk=dossier.pk).update(stale_at=timezone.now(), stale_why=why)
    dossier.refresh_from_db()
    return dossier


@url_example("dossier_keep_points")
def _(season: Season) -> Visit:
    pk = {"pk": _stale(season).pk}
    return Visit(owner=season.officer, kwargs=pk, post={"keep_why": "Còn buổi khác đủ điểm"})


@action_example("recognition.keep_points")
def _(season: Season) -> Call:
    return Call(_stale(season), "Còn buổi khác đủ điểm", owner=season.officer)
