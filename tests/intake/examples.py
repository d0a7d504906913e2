"""Each address and action of intake with its object and owner. A document is read once in a walk and found again."""

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.intake.models import Proposal, ProposalGroup, Reading, ReadingState
from tests.examples import Call, Visit, action_example, url_example
from tests.intake.documents import plan_text
from tests.intake.hands import first, handed_in, settle, waiting
from tests.season import Season


def _content() -> bytes:
    return plan_text().encode()


def reading(season: Season) -> Reading:
    """One that waits for its proposals to be looked at."""
    found = Reading.objects.filter(place=season.commune, state=ReadingState.WAITING).first()
    return found or waiting(season.commune, season.officer, _content(), "ke-hoach.txt")


def queued(season: Season) -> Reading:
    found = Reading.objects.filter(place=season.commune, state=ReadingState.QUEUED).first()
    return found or handed_in(season.commune, season.officer, _content(), "ke-hoach.txt")


def settled(season: Season) -> Reading:
    found = reading(season)
    settle(found, season.officer)
    return found


def proposal(season: Season) -> Proposal:
    return first(reading(season), ProposalGroup.TARGET)


@url_example("reading_list")
def _(season: Season) -> Visit:
    reading(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("reading_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.commune.pk),
        "document": SimpleUploadedFile("ke-hoach.txt", _content()),
    }
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, post=typed, own_page=True),
    ]


@url_example("reading_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": reading(season).pk})


@url_example("reading_page")
def _(season: Season) -> Visit:
    from tests.intake.documents import plan_pdf

    found = Reading.objects.filter(place=season.commune, file_name="ke-hoach.pdf").first()
    found = found or waiting(season.commune, season.officer, plan_pdf(), "ke-hoach.pdf")
    return Visit(owner=season.officer, kwargs={"pk": found.pk, "number": 1})


@url_example("readingfile_download")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": reading(season).files.get().pk})


@url_example("reading_stop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": queued(season).pk}, post={})


@url_example("reading_resume")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": queued(season).pk}, post={})


@url_example("reading_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": queued(season).pk}, post={})


@url_example("reading_encoding")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": reading(season).pk}, post={"encoding": ""})


@url_example("reading_bodies")
def _(season: Season) -> list[Visit]:
    page = {"pk": reading(season).pk}
    typed = {"name": "Hội Khuyến học xã", "organisation": ""}
    return [
        Visit(owner=season.officer, kwargs=page),
        Visit(owner=season.officer, kwargs=page, post=typed),
    ]


@url_example("reading_accept_rest")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": reading(season).pk}, post={})


@url_example("reading_confirm")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": settled(season).pk}, post={})


@url_example("proposal_decide")
def _(season: Season) -> Visit:
    one = proposal(season)
    typed = {"verdict": "accept", "version": str(one.version)}
    return Visit(owner=season.officer, kwargs={"pk": one.pk}, post=typed)


@url_example("proposal_edit")
def _(season: Season) -> list[Visit]:
    one = proposal(season)
    typed = {**one.value, "version": str(one.version)}
    return [
        Visit(owner=season.officer, kwargs={"pk": one.pk}),
        Visit(owner=season.officer, kwargs={"pk": one.pk}, post=typed),
    ]


@url_example("proposal_new")
def _(season: Season) -> list[Visit]:
    page = {"pk": reading(season).pk, "group": "recipient"}
    return [
        Visit(owner=season.officer, kwargs=page),
        Visit(owner=season.officer, kwargs=page, post={"text": "Các ấp"}),
    ]


@action_example("intake.hand_in_document")
def _(season: Season) -> Call:
    return Call(season.commune, [("ke-hoach.txt", _content())], owner=season.officer)


@action_example("intake.stop_reading")
def _(season: Season) -> Call:
    return Call(queued(season), owner=season.officer)


@action_example("intake.resume_reading")
def _(season: Season) -> Call:
    return Call(queued(season), owner=season.officer)


@action_example("intake.drop_reading")
def _(season: Season) -> Call:
    return Call(queued(season), owner=season.officer)


@action_example("intake.confirm_encoding")
def _(season: Season) -> Call:
    return Call(reading(season), "", owner=season.officer)


@action_example("intake.accept_proposal")
def _(season: Season) -> Call:
    one = proposal(season)
    return Call(one, kwargs={"version": one.version}, owner=season.officer)


@action_example("intake.correct_proposal")
def _(season: Season) -> Call:
    one = proposal(season)
    return Call(one, one.value, kwargs={"version": one.version}, owner=season.officer)


@action_example("intake.drop_proposal")
def _(season: Season) -> Call:
    one = proposal(season)
    return Call(one, kwargs={"version": one.version}, owner=season.officer)


@action_example("intake.add_proposal")
def _(season: Season) -> Call:
    return Call(reading(season), "recipient", {"text": "Các ấp"}, owner=season.officer)


@action_example("intake.accept_rest")
def _(season: Season) -> Call:
    return Call(reading(season), owner=season.officer)


@action_example("intake.name_body")
def _(season: Season) -> Call:
    return Call(reading(season), "Hội Khuyến học xã", None, owner=season.officer)


@action_example("intake.confirm_reading")
def _(season: Season) -> Call:
    return Call(settled(season), owner=season.officer)
