"""Each address and action of clubs, culture and sport with its object and owner."""

import datetime as dt

from hoctap.core.dates import today
from hoctap.learning.clubs.actions import ClubTyped
from hoctap.learning.events.actions import EventTyped
from hoctap.learning.feedback.rules import Marks
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Club
from tests.centres.hands import topic
from tests.examples import Call, Visit, action_example, url_example
from tests.learning.club_hands import YESTERDAY, club_at, counted, held_at, house_at, meet
from tests.season import Season

DAY = YESTERDAY.isoformat()


def _typed(season: Season) -> ClubTyped:
    return ClubTyped(
        f"Câu lạc bộ mới {season.commune.name}",
        "club",
        topic("performing-arts"),
        "everybody",
        leader_name=f"Chủ nhiệm ở {season.commune.name}",
    )


def _club(season: Season) -> Club:
    return Club.objects.filter(place=season.hamlet).first() or club_at(
        season.hamlet,
        leader_name=f"Người Dẫn Ở {season.commune.name}",
        sponsor_name=f"Hội ở {season.commune.name}",
    )


@url_example("club_list")
def _(season: Season) -> Visit:
    meet(_club(season))
    return Visit(owner=season.director, own_page=True)


@url_example("club_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.hamlet.pk),
        "name": f"Đội bóng chuyền {season.commune.name}",
        "kind": "team",
        "topic": str(topic("mass-sport").pk),
        "target_group": "youth",
        "venue": "",
        "schedule": "",
        "leader_name": "",
        "sponsor_name": "",
        "founded_on": "",
        "founded_by": "",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("club_detail")
def _(season: Season) -> Visit:
    club = _club(season)
    meet(club)
    return Visit(owner=season.director, kwargs={"pk": club.pk})


@url_example("club_edit")
def _(season: Season) -> list[Visit]:
    club = _club(season)
    typed = {
        "name": club.name,
        "kind": "group",
        "topic": str(club.topic_id),
        "target_group": "elderly",
        "venue": "",
        "schedule": "sáng thứ Hai",
        "leader_name": club.leader_name,
        "sponsor_name": "",
        "founded_on": "",
        "founded_by": "",
    }
    kwargs = {"pk": club.pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("club_meet")
def _(season: Season) -> Visit:
    typed = {"on": DAY, "men": "8", "women": "11", "content": "Tập bài mới"}
    return Visit(owner=season.director, kwargs={"pk": _club(season).pk}, post=typed)


@url_example("club_count")
def _(season: Season) -> Visit:
    typed = {"as_of": DAY, "men": "12", "women": "18"}
    return Visit(owner=season.director, kwargs={"pk": _club(season).pk}, post=typed)


@url_example("club_end")
def _(season: Season) -> Visit:
    typed = {"ended_on": DAY, "why": "nhập vào câu lạc bộ khác"}
    return Visit(owner=season.director, kwargs={"pk": _club(season).pk}, post=typed)


@url_example("culture_list")
def _(season: Season) -> Visit:
    held_at(season.hamlet)
    return Visit(owner=season.director, own_page=True)


@url_example("culture_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "kind": "sport",
        "title": f"Giải bóng chuyền {season.commune.name}",
        "on": DAY,
        "place": str(season.commune.pk),
        "topic": str(topic("mass-sport").pk),
        "target_group": "youth",
        "venue": "",
        "men": "40",
        "women": "30",
        "child_men": "",
        "child_women": "",
        "youth_men": "20",
        "youth_women": "15",
        "adult_men": "",
        "adult_women": "",
        "elder_men": "",
        "elder_women": "",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("culture_table")
def _(season: Season) -> Visit:
    held_at(season.hamlet)
    return Visit(owner=season.director, own_page=True)


@url_example("institution_list")
def _(season: Season) -> Visit:
    house_at(season.hamlet, f"Nhà văn hóa ấp của {season.commune.name}")
    meet(_club(season))
    return Visit(owner=season.director, own_page=True)


@url_example("regularity_list")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "activities": "2",
        "months": "1",
        "from_on": DAY,
        "source": f"Họp giao ban {season.commune.name}",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.officer, post=typed, own_page=True),
    ]


@url_example("feedback_edit")
def _(season: Season) -> list[Visit]:
    session = counted(held_at(season.hamlet), 40, season.head)
    typed = {"five": "20", "four": "10", "three": "2", "two": "", "one": "1"}
    kwargs = {"pk": session.pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@action_example("learning.register_club")
def _(season: Season) -> Call:
    return Call(season.hamlet, _typed(season), owner=season.director)


@action_example("learning.edit_club")
def _(season: Season) -> Call:
    return Call(_club(season), _typed(season), owner=season.director)


@action_example("learning.end_club")
def _(season: Season) -> Call:
    return Call(_club(season), kwargs={"ended_on": YESTERDAY, "why": "ít người"}, owner=season.director)


@action_example("learning.count_members")
def _(season: Season) -> Call:
    return Call(_club(season), kwargs={"as_of": YESTERDAY, "men": 3, "women": 9}, owner=season.head)


@action_example("learning.record_meeting")
def _(season: Season) -> Call:
    return Call(_club(season), kwargs={"on": YESTERDAY, "heads": [Heads(9, "f")]}, owner=season.head)


@action_example("learning.record_event")
def _(season: Season) -> Call:
    typed = EventTyped("sport", topic("mass-sport"), "Giải bóng chuyền", YESTERDAY, "everybody")
    return Call(season.hamlet, typed, [Heads(40, "m")], owner=season.head)


@action_example("learning.set_regularity")
def _(season: Season) -> Call:
    values = {
        "activities": 2,
        "months": 1,
        "from_on": today() - dt.timedelta(days=3),
        "source": "Họp giao ban",
    }
    return Call(season.commune, kwargs=values, owner=season.officer)


@action_example("learning.record_feedback")
def _(season: Season) -> Call:
    return Call(counted(held_at(season.hamlet), 40, season.head), Marks(five=20), owner=season.head)
