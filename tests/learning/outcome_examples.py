"""Each address and action of vocational classes, technology transfer and workers with its object and owner."""

from hoctap.learning.models import Activity, TechnologyTransfer, TrainingCourse, VocationalClass
from hoctap.learning.outcomes.actions import VocationalTyped
from hoctap.learning.outcomes.rules import Counted
from tests.examples import Call, Visit, action_example, url_example
from tests.learning.club_hands import YESTERDAY, counted, learner, taught
from tests.season import Season

DAY = YESTERDAY.isoformat()


def _class(season: Season) -> Activity:
    return taught(season.hamlet, title=f"Lớp may ở {season.commune.name}")


def trained(activity: Activity) -> Activity:
    VocationalClass.objects.get_or_create(
        activity=activity,
        defaults={
            "trade": f"May công nghiệp {activity.commune.name}",
            "provider": f"Trung tâm GDNN {activity.commune.name}",
            "hours": 300,
            "recorded_by": "x",
        },
    )
    return activity


def shown(activity: Activity) -> Activity:
    TechnologyTransfer.objects.get_or_create(
        activity=activity,
        defaults={
            "agency": "Trung tâm Dịch vụ",
            "field": "crops",
            "technique": "1 phải 5 giảm",
            "recorded_by": "x",
        },
    )
    return activity


def _course(season: Season) -> TrainingCourse:
    return TrainingCourse.objects.get_or_create(
        place=season.commune,
        trade=f"Đan lát {season.commune.name}",
        provider=f"Làng nghề {season.commune.name}",
        defaults={"hours": 90, "recorded_by": "x"},
    )[0]


@url_example("vocational_list")
def _(season: Season) -> Visit:
    trained(_class(season))
    return Visit(owner=season.director, own_page=True)


@url_example("vocational_edit")
def _(season: Season) -> list[Visit]:
    typed = {
        "course": "",
        "trade": "May công nghiệp",
        "provider": "Trung tâm GDNN – GDTX",
        "hours": "300",
        "certificate": "Sơ cấp",
        "is_craft": "",
        "in_minority_area": "",
        "is_retraining": "",
        "enterprise": "",
    }
    kwargs = {"pk": _class(season).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("vocational_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": trained(_class(season)).pk}, post={})


@url_example("transfer_edit")
def _(season: Season) -> list[Visit]:
    typed = {
        "agency": "Trung tâm Dịch vụ",
        "field": "crops",
        "technique": "1 phải 5 giảm",
        "households": "30",
    }
    kwargs = {"pk": _class(season).pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("transfer_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": shown(_class(season)).pk}, post={})


@url_example("outcome_list")
def _(season: Season) -> list[Visit]:
    activity = trained(_class(season))
    name = learner(activity, season.households[0].head)
    typed = {"what": "finished", "answer": "yes", "as_of": DAY, "learner": str(name.pk)}
    kwargs = {"pk": activity.pk}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post=typed),
    ]


@url_example("outcome_count")
def _(season: Season) -> Visit:
    activity = trained(_class(season))
    counted(activity.sessions.get(), 30, season.head)
    typed = {"as_of": DAY, "finished": "25", "certified": "20", "working": ""}
    return Visit(owner=season.director, kwargs={"pk": activity.pk}, post=typed)


@url_example("course_list")
def _(season: Season) -> Visit:
    _course(season)
    return Visit(owner=season.director, own_page=True)


@url_example("course_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "trade": f"Nấu ăn {season.commune.name}",
        "provider": "Trung tâm GDNN – GDTX",
        "hours": "120",
        "certificate": "",
        "is_craft": "",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("course_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _course(season).pk}, post={})


@url_example("worker_figures")
def _(season: Season) -> Visit:
    learner(_class(season), season.households[0].head)
    return Visit(owner=season.director, own_page=True)


@url_example("worker_list")
def _(season: Season) -> Visit:
    learner(_class(season), season.households[0].head, birth_year=1985)
    return Visit(owner=season.director, kwargs={"pk": season.commune.pk})


@action_example("learning.add_course")
def _(season: Season) -> Call:
    values = {"trade": "Đan lát", "provider": "Làng nghề", "hours": 90}
    return Call(season.commune, kwargs=values, owner=season.director)


@action_example("learning.drop_course")
def _(season: Season) -> Call:
    return Call(_course(season), owner=season.director)


@action_example("learning.describe_training")
def _(season: Season) -> Call:
    return Call(_class(season), VocationalTyped("May", "GDNN", 300), owner=season.director)


@action_example("learning.describe_transfer")
def _(season: Season) -> Call:
    values = {"agency": "Trung tâm Dịch vụ", "field": "crops", "technique": "1 phải 5 giảm"}
    return Call(_class(season), kwargs=values, owner=season.director)


@action_example("learning.undescribe")
def _(season: Season) -> Call:
    return Call(trained(_class(season)), kwargs={"what": "training"}, owner=season.director)


@action_example("learning.record_outcomes")
def _(season: Season) -> Call:
    activity = trained(_class(season))
    name = learner(activity, season.households[0].head)
    values = {"what": "finished", "answer": "yes", "as_of": YESTERDAY}
    return Call(activity, [name.pk], kwargs=values, owner=season.director)


@action_example("learning.count_outcomes")
def _(season: Season) -> Call:
    activity = trained(_class(season))
    counted(activity.sessions.get(), 30, season.head)
    return Call(activity, Counted(20), kwargs={"as_of": YESTERDAY}, owner=season.director)
