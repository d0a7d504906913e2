"""Each address and action of a centre's programme and activities with its object and owner."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.centres.topics.actions import add_topic
from hoctap.core.dates import today
from hoctap.learning.activities import actions as activities
from hoctap.learning.activities.actions import ActivityDetails, Involved
from hoctap.learning.hamlets.actions import mark_difficult
from hoctap.learning.headcounts import actions as headcounts
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import (
    ActivityFile,
    ActivityKind,
    DifficultHamlet,
    Programme,
    ProgrammeState,
    TargetGroup,
)
from hoctap.learning.programmes.actions import LineDetails
from hoctap.places.models import Place
from tests.centres.hands import centre_at, topic
from tests.examples import Call, Visit, action_example, url_example
from tests.learning.hands import YESTERDAY, activity_at, held_at, line_of, need_at, photo, programme_at
from tests.season import Season

TOMORROW = dt.timedelta(days=1)


def _line_typed(season: Season) -> dict[str, object]:
    return {
        "kind": "talk",
        "topic": str(topic().pk),
        "title": f"Trồng lúa ở {season.commune.name}",
        "target_group": "farmers",
        "form": "in_person",
        "place": str(season.commune.pk),
        "month_from": 12,
        "month_to": 12,
        "times": 1,
    }


def _details(place: Place, kind: ActivityKind = ActivityKind.TALK) -> ActivityDetails:
    commune = place if place.level == "commune" else place.parent
    assert commune is not None
    return ActivityDetails(kind=kind, topic=topic(), place=place, centre=centre_at(commune))


def _typed(season: Season) -> dict[str, object]:
    return {
        "commune": str(season.commune.pk),
        "topic": str(topic().pk),
        "title": f"Trồng lúa ở {season.commune.name}",
        "kind": "talk",
        "place": str(season.hamlet.pk),
        "target_group": "farmers",
        "form": "in_person",
    }


def _edited(season: Season) -> dict[str, object]:
    return {name: value for name, value in _typed(season).items() if name != "commune"}


def _submitted(season: Season) -> Programme:
    programme = programme_at(season.commune)
    line_of(programme)
    programme.state = ProgrammeState.SUBMITTED
    programme.save()
    return programme


def _file(season: Season) -> ActivityFile:
    activity = activity_at(season.hamlet)
    return activities.add_file(activity, photo(), by=season.by(season.head))


def _difficult(season: Season) -> DifficultHamlet:
    standing = DifficultHamlet.objects.filter(hamlet=season.hamlet, until__isnull=True).first()
    return standing or mark_difficult(
        season.hamlet,
        since=today() - 30 * YESTERDAY,
        basis=f"12/QĐ-UBND của {season.commune.name}",
        by=season.by(season.director),
    )


@url_example("topic_list")
def _(season: Season) -> Visit:
    topic()
    return Visit(owner=season.director, own_page=True)


@url_example("topic_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "parent": str(topic().pk),
        "name": f"Lúa 1 {season.commune.name}",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("topic_drop")
def _(season: Season) -> Visit:
    own = add_topic(season.commune, topic(), f"Lúa 2 {season.commune.name}", by=season.by(season.director))
    return Visit(owner=season.director, kwargs={"pk": own.pk}, post={})


@action_example("centres.add_topic")
def _(season: Season) -> Call:
    return Call(season.commune, topic(), f"Lúa 3 {season.commune.name}", owner=season.director)


@action_example("centres.drop_topic")
def _(season: Season) -> Call:
    own = add_topic(season.commune, topic(), f"Lúa 4 {season.commune.name}", by=season.by(season.director))
    return Call(own, owner=season.director)


# ---------------------------------------------------------------- programmes


@url_example("programme_list")
def _(season: Season) -> Visit:
    programme_at(season.commune)
    return Visit(owner=season.director, own_page=True)


@url_example("programme_new")
def _(season: Season) -> list[Visit]:
    typed = {"centre": str(centre_at(season.commune).pk), "year": today().year}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("programme_detail")
def _(season: Season) -> Visit:
    need_at(season.hamlet)
    programme = programme_at(season.commune)
    line_of(programme)
    return Visit(owner=season.director, kwargs={"pk": programme.pk})


@url_example("programmeline_new")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": programme_at(season.commune).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=_line_typed(season)),
    ]


@url_example("programmeline_edit")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": line_of(programme_at(season.commune)).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=_line_typed(season)),
    ]


@url_example("programmeline_drop")
def _(season: Season) -> Visit:
    line = line_of(programme_at(season.commune))
    return Visit(owner=season.director, kwargs={"pk": line.pk}, post={})


@url_example("programme_submit")
def _(season: Season) -> Visit:
    programme = programme_at(season.commune)
    line_of(programme)
    return Visit(owner=season.director, kwargs={"pk": programme.pk}, post={})


@url_example("programme_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _submitted(season).pk}, post={})


@url_example("programme_approve")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": _submitted(season).pk}, post={})


@url_example("programme_return")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": _submitted(season).pk}, post={"why": "Thiếu chuyên đề"})


@url_example("programme_reopen")
def _(season: Season) -> Visit:
    programme = programme_at(season.commune, state=ProgrammeState.APPROVED)
    return Visit(owner=season.director, kwargs={"pk": programme.pk}, post={"why": "Thêm lớp nghề"})


@url_example("programme_print")
def _(season: Season) -> Visit:
    programme = programme_at(season.commune)
    line_of(programme)
    return Visit(owner=season.director, kwargs={"pk": programme.pk}, post={})


@url_example("programme_need_meet")
def _(season: Season) -> Visit:
    need = need_at(season.hamlet)
    line = line_of(programme_at(season.commune), needs=[need])
    activity = held_at(season.hamlet, season.by(season.director))
    activity.line = line
    activity.save()
    kwargs = {"pk": line.programme_id, "need_pk": need.pk}
    return Visit(owner=season.director, kwargs=kwargs, post={})


@url_example("programme_need_answer")
def _(season: Season) -> Visit:
    kwargs = {"pk": programme_at(season.commune).pk, "need_pk": need_at(season.hamlet).pk}
    return Visit(owner=season.director, kwargs=kwargs, post={"answer": "Trung tâm GDTX mở lớp này"})


def _line_details(season: Season) -> LineDetails:
    return LineDetails(
        kind=ActivityKind.TALK,
        topic=topic(),
        title="Trồng lúa",
        target_group=TargetGroup.FARMERS,
        place=season.commune,
        month_from=12,
        month_to=12,
    )


@action_example("learning.start_programme")
def _(season: Season) -> Call:
    return Call(centre_at(season.commune), today().year, owner=season.director)


@action_example("learning.add_line")
def _(season: Season) -> Call:
    return Call(programme_at(season.commune), _line_details(season), owner=season.director)


@action_example("learning.change_line")
def _(season: Season) -> Call:
    return Call(line_of(programme_at(season.commune)), _line_details(season), owner=season.director)


@action_example("learning.drop_line")
def _(season: Season) -> Call:
    return Call(line_of(programme_at(season.commune)), owner=season.director)


@action_example("learning.submit_programme")
def _(season: Season) -> Call:
    programme = programme_at(season.commune)
    line_of(programme)
    return Call(programme, owner=season.director)


@action_example("learning.withdraw_programme")
def _(season: Season) -> Call:
    return Call(_submitted(season), owner=season.director)


@action_example("learning.approve_programme")
def _(season: Season) -> Call:
    return Call(_submitted(season), owner=season.chair)


@action_example("learning.return_programme")
def _(season: Season) -> Call:
    return Call(_submitted(season), kwargs={"why": "Thiếu chuyên đề"}, owner=season.chair)


@action_example("learning.reopen_programme")
def _(season: Season) -> Call:
    programme = programme_at(season.commune, state=ProgrammeState.APPROVED)
    return Call(programme, kwargs={"why": "Thêm lớp nghề"}, owner=season.director)


@action_example("learning.lay_out_programme")
def _(season: Season) -> Call:
    programme = programme_at(season.commune)
    line_of(programme)
    return Call(programme, owner=season.director)


@action_example("learning.meet_need")
def _(season: Season) -> Call:
    need = need_at(season.hamlet)
    activity = held_at(season.hamlet, season.by(season.director))
    activity.line = line_of(programme_at(season.commune), needs=[need])
    activity.save()
    return Call(need, owner=season.director)


# ---------------------------------------------------------------- activities


@url_example("activity_list")
def _(season: Season) -> Visit:
    activity_at(season.commune)
    return Visit(owner=season.director, own_page=True)


@url_example("activity_xlsx")
def _(season: Season) -> Visit:
    activity_at(season.commune)
    return Visit(owner=season.director, own_page=True)


@url_example("activity_new")
def _(season: Season) -> list[Visit]:
    typed = {**_typed(season), "starts_on": str(today() + TOMORROW)}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("activity_quick")
def _(season: Season) -> list[Visit]:
    typed = {**_typed(season), "on": str(today()), "male": "12", "female": "15"}
    return [Visit(owner=season.head, own_page=True), Visit(owner=season.head, post=typed, own_page=True)]


@url_example("activity_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": activity_at(season.hamlet).pk})


@url_example("activity_fed")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": activity_at(season.hamlet).pk})


@url_example("activity_edit")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": activity_at(season.hamlet).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=_edited(season)),
    ]


@url_example("activity_cancel")
def _(season: Season) -> Visit:
    kwargs = {"pk": activity_at(season.hamlet).pk}
    return Visit(owner=season.director, kwargs=kwargs, post={"why": "Mưa lớn"})


@url_example("activity_join")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": activity_at(season.hamlet).pk}, post={})


@url_example("session_add")
def _(season: Season) -> Visit:
    kwargs = {"pk": activity_at(season.hamlet).pk}
    return Visit(owner=season.director, kwargs=kwargs, post={"on": str(today() + TOMORROW)})


@url_example("session_edit")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": activity_at(season.hamlet).sessions.get().pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post={"on": str(today() + TOMORROW)}),
    ]


@url_example("session_cancel")
def _(season: Season) -> Visit:
    kwargs = {"pk": activity_at(season.hamlet).sessions.get().pk}
    return Visit(owner=season.director, kwargs=kwargs, post={"why": "Mưa lớn"})


@url_example("activity_file_add")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.head,
        kwargs={"pk": activity_at(season.hamlet).pk},
        post={"file": SimpleUploadedFile("lop.jpg", photo()), "note": "x"},
    )


@url_example("activity_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": _file(season).pk})


@url_example("activity_file_remove")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": _file(season).pk}, post={"why": "Nhầm hoạt động"})


@action_example("learning.plan_activity")
def _(season: Season) -> Call:
    days = [today() + TOMORROW]
    return Call(season.commune, _details(season.commune), Involved(), days, owner=season.director)


@action_example("learning.record_activity")
def _(season: Season) -> Call:
    return Call(season.commune, _details(season.hamlet), Involved(), today(), [Heads(12)], owner=season.head)


@action_example("learning.change_activity")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet), _details(season.hamlet), Involved(), owner=season.director)


@action_example("learning.cancel_activity")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet), kwargs={"why": "Mưa lớn"}, owner=season.director)


@action_example("learning.join_activity")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet), owner=season.officer)


@action_example("learning.add_session")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet), today() + TOMORROW, owner=season.director)


@action_example("learning.move_session")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet).sessions.get(), today() + TOMORROW, owner=season.director)


@action_example("learning.cancel_session")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet).sessions.get(), kwargs={"why": "Mưa lớn"}, owner=season.director)


@action_example("learning.add_file")
def _(season: Season) -> Call:
    return Call(activity_at(season.hamlet), photo(), owner=season.head)


@action_example("learning.remove_file")
def _(season: Season) -> Call:
    return Call(_file(season), kwargs={"why": "Nhầm hoạt động"}, owner=season.head)


@action_example("learning.record_headcount")
def _(season: Season) -> Call:
    session = activity_at(season.hamlet).sessions.get()
    return Call(session, [Heads(12, "m"), Heads(15, "f")], owner=season.head)


@action_example("learning.drop_headcount")
def _(season: Season) -> Call:
    session = activity_at(season.hamlet).sessions.get()
    headcounts.record_headcount(session, [Heads(12)], by=season.by(season.head))
    return Call(session, owner=season.head)


# ---------------------------------------------------------------- difficult hamlets


@url_example("difficulthamlet_list")
def _(season: Season) -> list[Visit]:
    _difficult(season)
    typed = {
        "hamlet": str(season.open_hamlet.pk),
        "since": str(today() - YESTERDAY),
        "basis": f"13/QĐ-UBND của {season.commune.name}",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("difficulthamlet_end")
def _(season: Season) -> Visit:
    kwargs = {"pk": _difficult(season).pk}
    return Visit(owner=season.director, kwargs=kwargs, post={"until": str(today())})


@action_example("learning.mark_difficult")
def _(season: Season) -> Call:
    kwargs = {"since": today() - YESTERDAY, "basis": "12/QĐ-UBND"}
    return Call(season.hamlet, kwargs=kwargs, owner=season.director)


@action_example("learning.end_difficult")
def _(season: Season) -> Call:
    return Call(_difficult(season), kwargs={"until": today()}, owner=season.director)
