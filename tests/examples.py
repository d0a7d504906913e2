"""For each address its object and its owner; for each public action its arguments and its owner.

`tests/test_access.py` walks through all of them; an address or an action without an example fails by its name. To add one:

    @url_example("dossier_detail")
    def _(season: Season) -> Visit:
        return Visit(kwargs={"pk": season.dossiers[0].pk}, owner=season.officer)

    @action_example("recognition.open_round")
    def _(season: Season) -> Call:
        return Call(season.commune, kwargs={"year": 2025}, owner=season.officer)

An address that takes a GET and a POST may return a list of two visits. The outsider is found by the test: the person of
the same role in the next commune. `season` is Tân Kiều's, see tests/season.py.
"""

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from hoctap.accounts.models import AccountSlip, DutyWaiver, KnownDevice, SigningAuthority, User
from hoctap.accounts.sign_on.actions import link_identity
from hoctap.accounts.sign_on.client import Told
from hoctap.accounts.slips import making
from hoctap.core import files
from hoctap.core.actor import system_job
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Role
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.drafting import actions as drafting
from hoctap.criteria.drafting.queries import content_of, measure_labels
from hoctap.criteria.drafting.workbook import workbook_of
from hoctap.criteria.local_titles.actions import add_title
from hoctap.criteria.models import CriteriaEdition, EditionPage, LearningTitle, Title, TrialRun
from hoctap.criteria.printed.actions import enter_labels
from hoctap.criteria.printed.models import PrintedLabels
from hoctap.evidence import actions as evidence
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, PhotoPair, Subject
from hoctap.handovers.models import Handover, PlannedHandover
from hoctap.home.models import BackupRun
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.actions import About, GivenLink
from hoctap.papers.books import numbering
from hoctap.papers.casefiles import actions as cases
from hoctap.papers.drafting import actions as drafting_papers
from hoctap.papers.drafting.rules import Typed, TypedSection
from hoctap.papers.models import (
    UNSIGNED,
    CaseFile,
    OfficeTemplate,
    Paper,
    PaperWithdrawal,
    SignedPage,
)
from hoctap.papers.rendering import TEMPLATES
from hoctap.papers.sheets import actions as sheets
from hoctap.papers.sheets.reading import ReadPage
from hoctap.papers.templating import actions as templates
from hoctap.people import actions as people
from hoctap.people.importing.answered import Narrowed
from hoctap.people.importing.planning import Choices
from hoctap.people.models import AccountLink, Person
from hoctap.places import actions as place_actions
from hoctap.places import catalogue
from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart
from hoctap.places.lineage import Change
from hoctap.places.models import (
    BoundaryJob,
    FigureKind,
    HamletJoining,
    LineageEdge,
    Numbering,
    OrganisationAlias,
    OrganisationKind,
    Place,
    PlaceOutline,
)
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.recognition import actions as recognition
from hoctap.recognition.actions import CallForm, MeetingForm, TypedRow, TypedVerdict, TypedVote
from hoctap.recognition.carrying.models import CarryOver
from hoctap.recognition.case_files import ROUND
from hoctap.recognition.certificates import actions as certificates
from hoctap.recognition.certificates import contents as certificate_contents
from hoctap.recognition.certificates import rules as certificate_rules
from hoctap.recognition.certificates.tokens import token_of
from hoctap.recognition.commune_meetings.actions import CommuneMeetingTyped, record_commune_meeting
from hoctap.recognition.complaints import actions as complaints
from hoctap.recognition.models import (
    MEETING_STATES,
    Certificate,
    CertificateBatch,
    CertificateLayout,
    CommuneMeeting,
    Complaint,
    Dossier,
    ElsewhereResult,
    MeetingQuorum,
    Objection,
    PostingOptOut,
    PublicPosting,
    RecognitionRound,
    Rescoring,
    ResultList,
    ReviewSample,
    Road,
    SampledDossier,
    Submission,
    SubmissionCorrection,
    TakenOut,
    VillageMeeting,
    Withdrawal,
)
from hoctap.recognition.own_answers.models import OwnLink
from hoctap.recognition.posting import actions as posting
from hoctap.recognition.result_exports import actions as result_exports
from hoctap.recognition.result_exports.models import ExportTemplate
from hoctap.recognition.result_exports.queries import Wanted
from hoctap.recognition.result_lists import actions as result_lists
from hoctap.recognition.results import actions as results
from hoctap.recognition.results.rules import Told as ToldResult
from hoctap.recognition.review_rules import Shares
from hoctap.recognition.road import shipped_road
from hoctap.reports.content import ReportText
from hoctap.reports.foreign import actions as foreign
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.quantities.periods import period_of
from tests.figures import make_dossier
from tests.people.sheets import sheet
from tests.reports.foreign.forms import province_form
from tests.season import SCAN, YEAR, Season
from tests.world import make_household, make_organisation, make_place

_CHANGE = Change(dt.date(2025, 3, 1), "12/NQ-HĐND")


# Public functions of an `actions.py` that are a part of another action's change: called in its transaction, after that
# action asked for the right.
PARTS_OF_A_CHANGE = {
    "audit.record",
    "audit.record_read",
    "notices.queue",
    "recognition.put_answer",
    "evidence.end_record",
}


@dataclass(frozen=True)
class Visit:
    owner: User | None
    """None: the page is open to everybody."""
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    post: Mapping[str, Any] | None = None
    """Given: the visit is a POST with this form."""
    own_page: bool = False
    """The address shows each person his own (a list, the home page): the outsider gets a page, with nothing of the owner's."""


@dataclass(frozen=True, init=False)
class Call:
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    owner: User | None
    """None: nobody but the command line or a job may."""
    own_matter: str
    """Not empty: the action is about the actor himself, and this says why it asks for no place."""

    def __init__(
        self, *args: Any, kwargs: Mapping[str, Any] | None = None, owner: User | None, own_matter: str = ""
    ):
        for name, value in [
            ("args", args),
            ("kwargs", kwargs or {}),
            ("owner", owner),
            ("own_matter", own_matter),
        ]:
            object.__setattr__(self, name, value)


type Visits = Callable[[Season], Visit | list[Visit]]


type Visits = Callable[[Season], Visit | list[Visit]]


url_examples: dict[str, Visits] = {}


action_examples: dict[str, Callable[[Season], Call]] = {}


def url_example[Example: Visits](name: str) -> Callable[[Example], Example]:
    return _register(url_examples, name)


def action_example[Example: Callable[[Season], Call]](key: str) -> Callable[[Example], Example]:
    return _register(action_examples, key)


def _register[Example](examples: dict[str, Example], name: str) -> Callable[[Example], Example]:
    def keep(example: Example) -> Example:
        assert name not in examples, f"{name} has two examples"
        examples[name] = example
        return example

    return keep


def _told(user: User) -> Told:
    return Told("https://dinh-danh.example", str(user.pk), "")


def _device(user: User) -> KnownDevice:
    now = timezone.now()
    device, _ = KnownDevice.objects.get_or_create(
        user=user,
        token_hash="0" * 64,
        defaults={"label": "Chrome, Windows", "first_seen_at": now, "last_seen_at": now},
    )
    return device


def _carried(season: Season) -> CarryOver:
    act, _ = CarryOver.objects.get_or_create(
        round=season.round, hamlet=season.hamlet, from_year=YEAR - 1, defaults={"done_by": "Người kế thừa"}
    )
    return act


def _factor(user: User) -> Authenticator:
    return Authenticator.objects.filter(user=user).first() or TOTP.activate(user, "JBSWY3DPEHPK3PXP").instance


# ---------------------------------------------------------------- addresses, in the order of the apps


# accounts
@url_example("account_login")
def _(season: Season) -> Visit:
    return Visit(owner=None)


@url_example("account_logout")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, post={}, own_page=True)


@url_example("account_change_password")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("capacity_choose")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("account_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("account_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("account_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk})


@url_example("account_reset")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk}, post={})


@url_example("account_deactivate")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk}, post={})


@url_example("account_reactivate")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk}, post={})


@url_example("slip_batch")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("account_activate")
def _(season: Season) -> Visit:
    return Visit(owner=None)


@url_example("slip_open")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": making.issue(season.head).token})


@url_example("device_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("device_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _device(season.officer).pk}, post={})


@url_example("device_end_others")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, post={}, own_page=True)


@url_example("mfa_authenticate")
def _(season: Season) -> Visit:
    return Visit(owner=None)


@url_example("account_cancel")
def _(season: Season) -> Visit:
    return Visit(owner=None, post={})


@url_example("account_reauthenticate")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("second_factor")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("second_factor_app")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("second_factor_key")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("second_factor_codes")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("second_factor_remove")
def _(season: Season) -> Visit:
    """Asks for the password first, whoever comes; what is removed is looked for among one's own."""
    return Visit(owner=season.officer, kwargs={"pk": _factor(season.officer).pk}, post={}, own_page=True)


@url_example("account_end_sessions")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk}, post={})


@url_example("account_lift")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk}, post={})


@url_example("account_reset_factor")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk}, post={})


@url_example("identity_sign_in")
def _(season: Season) -> Visit:
    """Off in the tests: it leads back to the sign-in page."""
    return Visit(owner=None)


@url_example("identity_link")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("identity_return")
def _(season: Season) -> Visit:
    return Visit(owner=None)


@url_example("identity_unlink")
def _(season: Season) -> Visit:
    identity = link_identity(season.officer, _told(season.officer), by=season.by(season.officer))
    return Visit(owner=season.officer, kwargs={"pk": identity.pk}, post={})


@url_example("capacity_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.pk})


@url_example("capacity_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.capacities.get().pk})


@url_example("role_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.capacities.get().pk})


@url_example("role_take_back")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.capacities.get().roles.get().pk}, post={})


@url_example("capacity_correct")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.capacities.get().pk})


@url_example("signingauthority_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.chair.capacities.get().pk})


@url_example("signingauthority_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _authority(season).pk})


@url_example("duty_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, own_page=True)


@url_example("duty_set")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.commune.pk, "rule": _RULE})


@url_example("dutywaiver_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.commune.pk})


@url_example("dutywaiver_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": _waiver(season).pk}, post={})


@url_example("right_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, query={"place": str(season.commune.pk)}, own_page=True)


# handovers
@url_example("handover_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.head.capacities.get().pk})


@url_example("handover_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _handover(season).pk})


@url_example("plannedhandover_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _planned(season).pk})


@url_example("plannedhandover_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _planned(season).pk}, post={"why": "Quyết định đã thay"})


# places
@url_example("place_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"q": "Lang Biang", "when": "2024"}, own_page=True)


@url_example("place_detail")
def _(season: Season) -> Visit:
    """Public facts of a place far from both: everybody signed in may read them."""
    far = catalogue.load().resolve("31", dt.date(2024, 6, 1), catalogue.Level.PROVINCE)
    return Visit(owner=season.officer, kwargs={"pk": far.id}, own_page=True)


@url_example("hamlet_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("hamlet_rename")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.hamlet.pk})


@url_example("hamlet_merge")
def _(season: Season) -> list[Visit]:
    here = {"place": season.commune.pk}
    merge = {"hamlets": str(season.hamlet.pk), "into": str(season.open_hamlet.pk), "on": "2025-03-01"}
    return [
        Visit(owner=season.officer, query=here, own_page=True),
        Visit(owner=season.officer, query=here, post=merge, own_page=True),
    ]


@url_example("hamlet_mapping")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("hamlet_mapping_xlsx")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("hamlet_divide")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.hamlet.pk})


@url_example("hamlet_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.hamlet.pk})


@url_example("hamlet_map")
def _(season: Season) -> Visit:
    here = {"pk": _old_hamlet(season).pk}
    return Visit(owner=season.officer, kwargs=here, query={"place": season.commune.pk})


@url_example("hamlet_joining")
def _(season: Season) -> list[Visit]:
    here = {"pk": _joining(season).pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post={}),
    ]


def _joining(season: Season) -> HamletJoining:
    """Two new hamlets joined: nobody lives there, nothing hinders the undoing."""
    by = season.by(season.officer)
    # Asked for more than once of one season: each time another hamlet.
    old = make_place("hamlet", "ấp", f"Ấp Cũ {HamletJoining.objects.count() + 1}", season.commune)
    change = Change(dt.date(2025, 3, 1))
    place_actions.merge_hamlets([old], into=season.open_hamlet, change=change, by=by)
    return HamletJoining.objects.latest("pk")


@url_example("group_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.hamlet.pk})


@url_example("group_rename")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _group(season).pk})


@url_example("group_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _group(season).pk})


@url_example("figure_table")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024}, own_page=True)


@url_example("figure_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("organisation_names")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk})


@url_example("organisation_name_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _alias(season).pk}, post={})


@url_example("organisation_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk})


@url_example("organisation_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("organisation_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("organisation_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk})


@url_example("boundary_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, own_page=True)


@url_example("boundary_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, query={"way": "typed"}, own_page=True)


@url_example("boundary_rename")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, own_page=True)


@url_example("boundary_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, own_page=True)


@url_example("boundary_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, kwargs={"pk": season.boundary.pk})


@url_example("boundary_add")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, kwargs={"pk": season.boundary.pk})


@url_example("boundary_assign")
def _(season: Season) -> Visit:
    hamlet = season.boundary.parts.get().old.children.first()
    assert hamlet is not None
    chosen = {f"hamlet-{hamlet.pk}": season.boundary.places.get().pk}
    return Visit(owner=season.keeper, kwargs={"pk": season.boundary.pk}, post=chosen)


@url_example("boundary_apply")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, kwargs={"pk": season.boundary.pk}, post={})


@url_example("boundary_undo")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, kwargs={"pk": season.boundary.pk}, post={"words": "hoàn tác"})


@url_example("boundary_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, kwargs={"pk": season.boundary.pk}, post={})


def _old_hamlet(season: Season) -> Place:
    """Of a commune that ended and was followed by the season's."""
    before = Place.objects.filter(parent=season.commune.parent, name__startswith="Cũ của").first()
    if before is None or not before.successor_edges.filter(successor=season.commune).exists():
        before = make_place("commune", "xã", f"Cũ của {season.commune.name}", season.commune.parent)
        LineageEdge.objects.create(
            predecessor=before, successor=season.commune, kind="merge", on=dt.date(2020, 1, 1)
        )
    return before.children.first() or make_place("hamlet", "ấp", "Ấp 1", before)


def _group(season: Season) -> Place:
    found = season.hamlet.children.filter(name="Tổ 9").first()
    return found or make_place("group", "Tổ", "Tổ 9", season.hamlet)


def _alias(season: Season) -> OrganisationAlias:
    name = f"HKH {season.commune.name}"
    return OrganisationAlias.objects.get_or_create(organisation=season.association, name=name)[0]


# notices
@url_example("notice_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("notice_read_all")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, post={}, own_page=True)


@url_example("notice_read")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.notice.pk}, post={})


# papers
def _typed(**more: str) -> Typed:
    sections = (TypedSection("1. Nội dung", "Các ấp treo băng rôn."),)
    return Typed(summary="Hưởng ứng Tuần lễ học tập suốt đời", sections=sections, **more)


def _drafted_text(season: Season) -> Paper:
    """A notice that the officer wrote himself."""
    found = Paper.objects.filter(kind="text_notice", issuer=season.association, state__in=UNSIGNED).first()
    if found is not None:
        return found
    return drafting_papers.draft_paper(season.association, "notice", _typed(), by=season.by(season.officer))


def _office_template(season: Season) -> OfficeTemplate:
    """The shipped template of a notice, taken as the association's own."""
    found = OfficeTemplate.objects.filter(organisation=season.association).first()
    if found is not None:
        return found
    return templates.take_template(
        season.association,
        kind="notice",
        docx=(TEMPLATES / "notice.docx").read_bytes(),
        file_name="mau.docx",
        valid_from=dt.date(2024, 1, 1),
        by=season.by(season.officer),
    )


@url_example("officetemplate_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("officetemplate_new")
def _(season: Season) -> list[Visit]:
    upload = SimpleUploadedFile("mau.docx", (TEMPLATES / "plan.docx").read_bytes())
    form = {"organisation": str(season.association.pk), "valid_from": "2024-01-01", "file": upload}
    return [
        Visit(owner=season.officer, kwargs={"kind": "plan"}, own_page=True),
        Visit(owner=season.officer, kwargs={"kind": "plan"}, post=form),
    ]


@url_example("officetemplate_shipped")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"kind": "plan"}, own_page=True)


@url_example("officetemplate_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _office_template(season).pk})


@url_example("officetemplate_docx")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _office_template(season).pk})


@url_example("officetemplate_example")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _office_template(season).pk})


@url_example("officetemplate_end")
def _(season: Season) -> Visit:
    ended = {"ended_on": "2024-06-01"}
    return Visit(owner=season.officer, kwargs={"pk": _office_template(season).pk}, post=ended)


@url_example("draft_new")
def _(season: Season) -> list[Visit]:
    form = {"issuer": str(season.association.pk), "summary": "Tổ chức lớp tập huấn", "text_0": "Mở một lớp."}
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, query={"kind": "notice"}, own_page=True),
        Visit(owner=season.officer, query={"kind": "plan"}, post=form),
    ]


@url_example("draft_edit")
def _(season: Season) -> list[Visit]:
    paper = _drafted_text(season)
    kwargs = {"pk": paper.pk}
    version = str(paper.versions.latest("version").version)
    form = {
        "issuer": str(season.association.pk),
        "summary": "Tuần lễ",
        "seen_version": version,
        "text_0": "Treo.",
    }
    return [Visit(owner=season.officer, kwargs=kwargs), Visit(owner=season.officer, kwargs=kwargs, post=form)]


@url_example("paper_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("paper_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.decision.paper_id})


@url_example("paper_signer")
def _(season: Season) -> Visit:
    chosen = {"signing_capacity": str(season.head.capacities.get().pk)}
    return Visit(owner=season.head, kwargs={"pk": season.meeting.minutes_id}, post=chosen)


@url_example("paper_print")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.meeting.minutes_id}, post={})


@url_example("paper_redraft")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.meeting.minutes_id}, post={})


@url_example("paper_edited")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.meeting.minutes_id}, post={"file": _upload()})


@url_example("paper_sign")
def _(season: Season) -> Visit:
    signed = {"dated_on": "2024-10-05", "signer": season.head.full_name}
    return Visit(owner=season.head, kwargs={"pk": season.meeting.minutes_id}, post=signed)


@url_example("paper_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.paper_id}, post={})


@url_example("paper_docx")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.paper_id, "version": 1})


@url_example("paper_pdf")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.paper_id, "version": 1})


@url_example("paper_pdf_ask")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.paper_id, "version": 1}, post={})


@url_example("paper_signed")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.paper_id})


@url_example("paper_signed_add")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.officer,
        kwargs={"pk": _without_copy(season).pk},
        post={"file": SimpleUploadedFile("ky.pdf", SCAN, content_type="application/pdf")},
    )


_WITHDRAWN = {
    "kind": "withdrawn",
    "by_words": "Quyết định 12/QĐ-UBND ngày 20/11/2024",
    "reason": "Ban hành sai",
}


@url_example("paper_withdraw")
def _(season: Season) -> Visit:
    post = _WITHDRAWN | {"by_paper": "", "on": "2024-11-20"}
    return Visit(owner=season.officer, kwargs={"pk": _without_copy(season).pk}, post=post)


@url_example("paper_withdrawal_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _withdrawal(season).pk}, post={})


def _without_copy(season: Season) -> Paper:
    """A notice that was signed and whose sheet nobody handed in."""
    kept = Paper.objects.filter(kind="text_notice", state="signed", signed_sha256="", withdrawal=None).first()
    if kept is not None:
        return kept
    by = season.by(season.officer)
    paper = drafting_papers.draft_paper(season.association, "notice", _typed(), by=by)
    papers.mark_printed(paper, by=by)
    number = numbering.next_number(season.association, "text_notice", 2024)
    day = dt.date(2024, 11, 18)
    return papers.record_signature(paper, number=number, dated_on=day, signer="Nguyễn Thị Mai", by=by)


def _withdrawal(season: Season) -> PaperWithdrawal:
    kept = PaperWithdrawal.objects.first()
    day = dt.date(2024, 11, 20)
    return kept or papers.withdraw_paper(
        _without_copy(season), **_WITHDRAWN, on=day, by=season.by(season.officer)
    )


def _link(season: Season) -> GivenLink:
    return papers.give_link(season.decision.paper, made_for="Trưởng ấp 3", by=season.by(season.officer))


@url_example("paper_link_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.paper_id})


@url_example("paper_link_revoke")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _link(season).link.pk}, post={})


@url_example("paper_link_open")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": _link(season).token})


@url_example("paper_link_file")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": _link(season).token})


def _pages(season: Season, paper: Paper | None = None, *, by: User | None = None) -> SignedPage:
    """A photo of the signed sheet of a paper; without one a photo on which no code was read."""
    paper_codes = () if paper is None else (paper.versions.latest("version").code,)
    # Handed in again it is another photo.
    read = ReadPage("a.jpg", 1, _photo(), "image/jpeg", paper_codes)
    batch = sheets.hand_in_pages([read], by=season.by(by or season.officer))
    return SignedPage.objects.get(batch=batch)


def _photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 40), 90).convert("L").save(out, "JPEG")
    return out.getvalue()


@url_example("sheet_new")
def _(season: Season) -> list[Visit]:
    typed = {"scans": SimpleUploadedFile("a.jpg", _photo())}
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, post=typed, own_page=True),
    ]


@url_example("sheet_batch")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"batch": _pages(season).batch})


@url_example("sheet_page")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _pages(season, season.meeting.minutes).pk})


@url_example("sheet_assign")
def _(season: Season) -> Visit:
    typed = {"paper": str(season.meeting.minutes_id), "code": ""}
    return Visit(owner=season.officer, kwargs={"pk": _pages(season).pk}, post=typed)


@url_example("sheet_drop")
def _(season: Season) -> Visit:
    page = _pages(season, season.meeting.minutes)
    return Visit(owner=season.officer, kwargs={"pk": page.pk}, post={})


@url_example("paper_sheet")
def _(season: Season) -> list[Visit]:
    _pages(season, season.meeting.minutes)
    signed = {"dated_on": "2024-10-05", "signer": season.head.full_name}
    paper = {"pk": season.meeting.minutes_id}
    return [
        Visit(owner=season.officer, kwargs=paper),
        Visit(owner=season.officer, kwargs=paper, post=signed),
    ]


@url_example("paper_sheet_renew")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.meeting.minutes_id}, post={})


@url_example("paper_sheet_take_back")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.meeting.minutes_id}, post={})


def _case(season: Season) -> CaseFile:
    """Of a round, made; the bytes are not looked at here."""
    asked = cases.ask_for_case(ROUND, str(season.round.pk), by=season.by(season.officer))
    job = system_job("example")
    if not cases.begin_case(asked, total=0, by=job):
        return asked
    made = {"papers": [season.decision.paper], "missing": 0, "pages": 1, "zipped": b"zip", "pdf": b"pdf"}
    return cases.finish_case(asked, **made, by=job)


@url_example("case_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _case(season).pk})


@url_example("case_zip")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _case(season).pk})


@url_example("case_pdf")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _case(season).pk})


@url_example("round_case")
def _(season: Season) -> list[Visit]:
    of_round = {"pk": season.round.pk}
    return [
        Visit(owner=season.officer, kwargs=of_round),
        Visit(owner=season.officer, kwargs=of_round, post={}),
    ]


@url_example("household_access")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


# people
@url_example("event_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, own_page=True)


@url_example("event_xlsx")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, own_page=True)


@url_example("household_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"hamlet": season.hamlet.pk}, own_page=True)


@url_example("person_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"q": "nguyen"}, own_page=True)


@url_example("household_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"hamlet": season.hamlet.pk}, own_page=True)


@url_example("household_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("household_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("household_leave")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("member_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("household_head")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("household_split")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("household_join")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("household_move")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("person_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].head_id})


@url_example("person_readers")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.households[0].head_id})


@url_example("household_readers")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.households[0].pk})


@url_example("person_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].head_id})


@url_example("person_move")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].head_id})


@url_example("person_leave")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].head_id})


@url_example("accountlink_edit")
def _(season: Season) -> Visit:
    person = season.households[0].head_id
    return Visit(owner=season.admin, kwargs={"pk": season.officer.pk}, post={"person": str(person)})


@url_example("accountlink_drop")
def _(season: Season) -> Visit:
    _linked(season)
    return Visit(owner=season.admin, kwargs={"pk": season.officer.pk}, post={})


@url_example("duplicate_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("duplicate_find")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.commune.pk}, post={})


@url_example("duplicate_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.pair.pk})


@url_example("duplicate_apart")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.pair.pk}, post={})


@url_example("duplicate_merge")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.pair.pk}, post={"keep": "a"})


@url_example("duplicate_undo")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.merge.candidate_id}, post={})


@url_example("request_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("request_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.households[0].head_id})


@url_example("request_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.asked.pk})


@url_example("request_acknowledge")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.asked.pk}, post={})


@url_example("request_export")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.asked.pk}, post={})


@url_example("request_erase")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.asked.pk})


@url_example("request_extend")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.asked.pk})


@url_example("request_answer")
def _(season: Season) -> Visit:
    season.asked.refresh_from_db()
    if season.asked.state == "open":
        by = season.by(season.admin)
        people.refuse_request(season.asked, outcome="Có hồ sơ", legal_reason="Điều A", by=by)
        season.asked.refresh_from_db()
    return Visit(owner=season.admin, kwargs={"pk": season.asked.pk})


@url_example("request_register")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, query={"place": season.commune.pk}, own_page=True)


@url_example("basis_receipt")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.consent.pk})


@url_example("privacy_notice_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("privacy_notice_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("privacy_notice_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.privacy_notice.pk})


@url_example("work_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].head_id})


@url_example("clan_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("clan_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("clan_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.clan.pk})


@url_example("clan_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.clan.pk})


@url_example("unit_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("unit_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("unit_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.unit.pk})


@url_example("unit_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.unit.pk})


@url_example("clan_share")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.officer,
        kwargs={"pk": season.clan.pk},
        post={
            "hamlet": season.hamlet.pk,
            "households": 1,
            "persons": 2,
            "as_of": "2024-01-01",
            "source": "sổ",
        },
    )


@url_example("unit_count")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.officer, kwargs={"pk": season.unit.pk}, post={"year": 2024, "count": 5, "source": "sổ"}
    )


@url_example("unit_member_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.colleague.pk}, post={})


@url_example("basis_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("basis_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].head_id})


@url_example("basis_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.consent.pk})


@url_example("basis_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.consent.pk}, post={})


@url_example("household_not_assessed")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.households[0].pk})


@url_example("residents_move")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"hamlet": season.hamlet.pk}, own_page=True)


@url_example("not_assessed_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"hamlet": season.hamlet.pk}, own_page=True)


@url_example("import_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("import_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk})


@url_example("import_mapping")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk})


@url_example("import_hamlets")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk}, post={})


@url_example("import_stop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk}, post={})


@url_example("import_resume")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk}, post={})


@url_example("import_changes")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk, "kind": "missing_household"})


@url_example("import_choose")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk}, post={})


@url_example("import_apply")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk}, post={})


@url_example("import_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk}, post={})


@url_example("import_faulty")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.import_run.pk})


# evidence
@url_example("evidence_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.evidence.pk})


@url_example("evidence_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.evidence.pk})


@url_example("evidence_verify")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.evidence.pk})


@url_example("evidence_list")
def _(season: Season) -> Visit:
    pk = season.open_dossiers[0].household_id
    return Visit(owner=season.officer, kwargs={"word": "household", "pk": pk})


@url_example("evidence_add")
def _(season: Season) -> Visit:
    about = {"word": "household", "pk": season.open_dossiers[0].household_id}
    return Visit(owner=season.officer, kwargs=about, post={"kind": "note", "text": "Có tủ sách"})


@url_example("pair_list")
def _(season: Season) -> Visit:
    _pair(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("pair_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _pair(season).pk})


def _pair(season: Season) -> PhotoPair:
    """Two families of the commune handed in the same photo."""
    photo = io.BytesIO()
    Image.linear_gradient("L").save(photo, "JPEG")
    for household in season.households:
        evidence.add_evidence(
            kind="file",
            place=season.hamlet,
            subject_kind="people.household",
            subject_id=str(household.pk),
            content=photo.getvalue(),
            by=season.by(season.officer),
        )
    return PhotoPair.objects.filter(later__place=season.hamlet).latest("found_at")


# privacy
@url_example("protection_overview")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("day_off_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("day_off_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.day_off.pk}, post={})


@url_example("retention_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, query={"place": season.commune.pk}, own_page=True)


@url_example("retention_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.commune.pk, "name": "left_persons"})


@url_example("retention_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.cleaning.pk})


@url_example("retention_approve")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.cleaning.pk}, post={})


@url_example("retention_stop")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.cleaning.pk}, post={})


@url_example("retention_resume")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.cleaning.pk}, post={})


@url_example("retention_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.cleaning.pk}, post={})


@url_example("incident_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("incident_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("incident_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.incident.pk})


@url_example("incident_assess")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.incident.pk}, post={})


@url_example("incident_authority")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.incident.pk}, post={})


@url_example("incident_subjects")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.incident.pk}, post={})


@url_example("incident_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.incident.pk}, post={})


@url_example("incident_form")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.incident.pk})


@url_example("draft_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, query={"place": season.commune.pk}, own_page=True)


@url_example("draft_print")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": season.commune.pk, "draft": "level"})


# plans
@url_example("plan_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("plan_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("plan_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.plan.pk})


@url_example("plan_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.plan.pk})


@url_example("target_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.plan.pk})


@url_example("target_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.target.pk})


@url_example("target_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.target.pk}, post={})


# recognition
@url_example("round_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("round_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("round_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk})


@url_example("round_enrol")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, post={})


@url_example("round_days")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post={"decision": "2024-11-20", "why": "Mưa lũ"}),
    ]


@url_example("lateentry_new")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    form = {
        "hamlet": season.open_hamlet.pk,
        "why": "Ngập nước",
        "allowed_by": "Ông A",
        "until": today().isoformat(),
    }
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("round_rescore")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": season.round.pk}
    return [Visit(kwargs=kwargs, owner=season.officer), Visit(kwargs=kwargs, post={}, owner=season.officer)]


@url_example("rescoring_stop")
def _(season: Season) -> Visit:
    return Visit(kwargs={"pk": _rescoring(season).pk}, post={}, owner=season.officer)


@url_example("rescoring_resume")
def _(season: Season) -> Visit:
    return Visit(kwargs={"pk": _rescoring(season).pk}, post={}, owner=season.officer)


@url_example("round_reopen")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post={"why": "Sót hộ"}),
    ]


@url_example("reminder_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk})


@url_example("reminder_copy")
def _(season: Season) -> Visit:
    here = {"pk": season.round.pk, "hamlet_pk": season.open_hamlet.pk}
    return Visit(owner=season.officer, kwargs=here, post={"matter": "scoring"})


@url_example("road_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("road_new")
def _(season: Season) -> list[Visit]:
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, own_page=True, post={"title": "learning_family"}),
    ]


@url_example("road_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _road(season).pk}, post={})


def _road(season: Season) -> Road:
    return recognition.keep_road(
        season.commune,
        Title.LEARNING_FAMILY,
        shipped_road(Title.LEARNING_FAMILY).steps,
        name="Của xã",
        instrument="Thống nhất tại cuộc họp",
        valid_from=dt.date(2024, 1, 1),
        by=season.by(season.officer),
    )


@url_example("label_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("label_new")
def _(season: Season) -> list[Visit]:
    here = {"pk": _citizen_edition().pk}
    form = {"label-CD1": "Tên thử", "source": "Bản in"}
    return [
        Visit(owner=season.officer, kwargs=here, own_page=True),
        Visit(owner=season.officer, kwargs=here, own_page=True, post=form),
    ]


@url_example("label_page")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _labels(season).pk})


def _local_title(season: Season) -> LearningTitle:
    found = LearningTitle.objects.filter(place=season.commune).first()
    return found or add_title(
        season.commune,
        name=f"Gia đình đọc sách {season.commune.name}",
        subject_kind="household",
        instrument=f"Kế hoạch của {season.commune.name}",
        by=season.by(season.officer),
    )


_LINES = [{"code": "S1", "group": "Sách", "label": "Có tủ sách", "clause": "Mục 1", "max_points": "100"}]


def _own_draft(season: Season) -> CriteriaEdition:
    """Of a title of the commune's own: the officer writes it. It passes its check."""
    title = _local_title(season)
    found = CriteriaEdition.objects.filter(place=season.commune, published_at__isnull=True).first()
    if found:
        return found
    by = season.by(season.officer)
    edition = drafting.draft_edition(
        season.commune, title.code, name=f"Bộ tiêu chí đọc sách {season.commune.name}", by=by
    )
    header = {"instrument": f"Quyết định của {season.commune.name}", "threshold": 80}
    edition = drafting.keep_header(edition, header, version=edition.version, by=by)
    return drafting.keep_lines(edition, _LINES, version=edition.version, by=by)


def _own_page(season: Season) -> EditionPage:
    edition = _own_draft(season)
    found = edition.pages.first()
    return found or drafting.add_edition_page(
        edition, SCAN, name=f"Trang in ở {season.commune.name}", by=season.by(season.officer)
    )


def _own_published(season: Season) -> CriteriaEdition:
    found = CriteriaEdition.objects.filter(place=season.commune, published_at__isnull=False).first()
    return found or drafting.publish_edition(
        _own_draft(season), **_instrument(_own_draft(season)), by=season.by(season.officer)
    )


_ENDING = {"why": "Bãi bỏ", "number": "9/QĐ", "dated_on": "2024-05-02"}


def _instrument(edition: CriteriaEdition) -> dict[str, Any]:
    return {"number": "1/QĐ", "dated_on": dt.date(2024, 1, 2), "copy": SCAN, "version": edition.version}


def _book_of(edition: CriteriaEdition) -> bytes:
    content = content_of(edition)
    return workbook_of(content, measure_labels(content))


@url_example("edition_list")
def _(season: Season) -> Visit:
    _own_draft(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("edition_new")
def _(season: Season) -> list[Visit]:
    form = {
        "place": season.commune.pk,
        "title": _local_title(season).code,
        "name": "Bản khác",
        "scoring": "points",
    }
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, own_page=True, post=form),
    ]


@url_example("edition_import")
def _(season: Season) -> list[Visit]:
    edition = _own_draft(season)
    file = SimpleUploadedFile("bo.xlsx", _book_of(edition))
    form = {"place": season.commune.pk, "title": edition.title, "file": file}
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, own_page=True, post=form),
    ]


@url_example("edition_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_draft(season).pk})


@url_example("edition_edit")
def _(season: Season) -> list[Visit]:
    edition = _own_draft(season)
    form = {"name": edition.name, "valid_from": "2026-01-01", "threshold": "80", "version": edition.version}
    here = {"pk": edition.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post=form),
    ]


@url_example("edition_lines")
def _(season: Season) -> list[Visit]:
    edition = _own_draft(season)
    form = {"version": edition.version} | {f"lines-1-{key}": value for key, value in _LINES[0].items()}
    here = {"pk": edition.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post=form),
    ]


@url_example("edition_page_add")
def _(season: Season) -> Visit:
    form = {"page": SimpleUploadedFile("trang.pdf", SCAN), "name": "trang 2"}
    return Visit(owner=season.officer, kwargs={"pk": _own_draft(season).pk}, post=form)


@url_example("edition_page")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_page(season).pk})


@url_example("edition_page_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_page(season).pk}, post={})


@url_example("edition_instrument")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_published(season).pk})


@url_example("edition_workbook")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_draft(season).pk})


@url_example("edition_take")
def _(season: Season) -> Visit:
    edition = _own_draft(season)
    form = {"file": SimpleUploadedFile("bo.xlsx", _book_of(edition)), "version": edition.version}
    return Visit(owner=season.officer, kwargs={"pk": edition.pk}, post=form)


@url_example("edition_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_draft(season).pk}, post={})


@url_example("edition_compare")
def _(season: Season) -> Visit:
    published = _own_published(season)
    return Visit(owner=season.officer, kwargs={"pk": _own_draft(season).pk}, query={"with": published.pk})


@url_example("edition_trial")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _own_draft(season).pk})


@url_example("edition_try")
def _(season: Season) -> Visit:
    here = {"pk": season.round.edition_id, "place": season.commune.pk, "year": season.round.year}
    return Visit(owner=season.officer, kwargs=here, post={})


@url_example("trialrun_stop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _tried(season).pk}, post={})


@url_example("trialrun_resume")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _tried(season).pk}, post={})


@url_example("edition_publish")
def _(season: Season) -> list[Visit]:
    edition = _own_draft(season)
    form = {
        "number": "1/QĐ",
        "dated_on": "2024-01-02",
        "copy": SimpleUploadedFile("qd.pdf", SCAN),
        "version": edition.version,
    }
    here = {"pk": edition.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post=form),
    ]


@url_example("edition_end")
def _(season: Season) -> list[Visit]:
    here = {"pk": _own_published(season).pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post=_ENDING | {"ends_on": "2027-01-01"}),
    ]


@url_example("title_list")
def _(season: Season) -> Visit:
    _local_title(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("title_new")
def _(season: Season) -> list[Visit]:
    form = {
        "place": season.commune.pk,
        "name": f"Xóm đọc sách {season.commune.name}",
        "subject_kind": "household",
        "instrument": "Kế hoạch",
    }
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, own_page=True, post=form),
    ]


def _citizen_edition() -> CriteriaEdition:
    load_shipped_editions(by=system_job("kiểm thử"))
    return CriteriaEdition.objects.get(title=Title.LEARNING_CITIZEN)


def _labels(season: Season) -> PrintedLabels:
    return enter_labels(
        _citizen_edition(),
        season.commune,
        {"CD1": {"": "Tên thử"}},
        source="Bản in",
        valid_from=dt.date(2024, 1, 1),
        page=SCAN,
        by=season.by(season.officer),
    )


def _drawn(season: Season) -> SampledDossier:
    """One of Ấp 1 that was drawn before it went on."""
    dossier = season.dossiers[0]
    sample = ReviewSample.objects.create(
        round=season.round,
        hamlet=season.hamlet,
        number=1,
        why=ReviewSample.Why.FIRST,
        seed="01",
        population=[dossier.pk],
        carried_share=0,
        share=5,
        drawn_by="Kiểm thử",
    )
    return SampledDossier.objects.create(sample=sample, dossier=dossier, position=1)


def _road_has(season: Season, *codes: str) -> None:
    """Of the two steps that a place turns on exactly these: the season of some tests is used for many examples."""
    road = season.round.frozen_road
    steps = tuple(
        replace(step, is_off=step.code not in codes) if step.code in ("commune_meeting", "posting") else step
        for step in road.steps
    )
    season.round.road = replace(road, steps=steps).stored()
    season.round.save(update_fields=["road"])


def _ready_to_post(season: Season) -> None:
    """The road of the round has niêm yết, and the families of Ấp 2 wait for it."""
    _road_has(season, "posting")
    Dossier.objects.filter(pk__in=[one.pk for one in season.open_dossiers]).update(state="accepted")
    season.refresh()


_HUNG: dict[str, Any] = {"from_on": dt.date(2024, 10, 10), "days": 5, "venues": ["house"]}


def _posting(season: Season) -> PublicPosting:
    _ready_to_post(season)
    if found := PublicPosting.objects.filter(round=season.round).first():  # once in a walk
        return found
    return posting.post_list(
        season.round,
        season.open_hamlet,
        **_HUNG,
        venue_note=f"trụ sở {season.commune.name}",
        by=season.by(season.officer),
    )


def _opt_out(season: Season) -> PostingOptOut:
    if found := PostingOptOut.objects.filter(dossier=season.open_dossiers[0]).first():
        return found
    return posting.opt_out_of_posting(
        season.open_dossiers[0],
        said_on=today(),
        told_by=f"Người nhà ở {season.commune.name}",
        by=season.by(season.officer),
    )


def _board() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    return content.getvalue()


_SAID: dict[str, Any] = {"content": "Không dự lớp", "received_on": today(), "handler": "Bà Lan"}


def _objection(season: Season) -> Objection:
    _ready_to_post(season)
    by = season.by(season.officer)
    return posting.receive_objection(
        season.open_dossiers[0], **_SAID, from_whom=f"Người ở {season.commune.name}", by=by
    )


@url_example("posting_list")
def _(season: Season) -> Visit:
    _objection(season)
    query = {"q": season.open_dossiers[0].subject_name}
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, query=query)


@url_example("posting_new")
def _(season: Season) -> list[Visit]:
    _ready_to_post(season)
    here = {"pk": season.round.pk}
    form = {"from_on": "2024-10-10", "days": 5, "venues": "house", "hamlet": str(season.open_hamlet.pk)}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("posting_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _posting(season).pk})


@url_example("posting_end")
def _(season: Season) -> Visit:
    form = {"ended_on": "2024-10-14", "why": ""}
    return Visit(owner=season.officer, kwargs={"pk": _posting(season).pk}, post=form)


@url_example("posting_call_off")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _posting(season).pk}, post={"why": "dán nhầm"})


@url_example("posting_renew")
def _(season: Season) -> Visit:
    hung = _posting(season)
    _opt_out(season)
    return Visit(owner=season.officer, kwargs={"pk": hung.pk}, post={})


@url_example("posting_photo_add")
def _(season: Season) -> Visit:
    form = {"file": SimpleUploadedFile("bang.jpg", _board())}
    return Visit(owner=season.officer, kwargs={"pk": _posting(season).pk}, post=form)


@url_example("posting_photo")
def _(season: Season) -> Visit:
    kept = posting.add_posting_photo(_posting(season), _board(), by=season.by(season.officer))
    return Visit(owner=season.officer, kwargs={"pk": kept.pk})


@url_example("optout_new")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.open_dossiers[0].pk}
    form = {"said_on": today().isoformat(), "told_by": "Chủ hộ"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("optout_undo")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _opt_out(season).pk}, post={})


@url_example("objection_new")
def _(season: Season) -> list[Visit]:
    _ready_to_post(season)
    here = {"pk": season.open_dossiers[0].pk}
    form = {"content": "Không dự lớp", "received_on": today().isoformat(), "handler": "Bà Lan"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("objection_detail")
def _(season: Season) -> list[Visit]:
    here = {"pk": _objection(season).pk}
    form = {"outcome": "keep", "answer": "Có dự", "answered_on": today().isoformat()}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


def _commune_meeting(season: Season) -> CommuneMeeting:
    _ready_to_post(season)
    _road_has(season, "commune_meeting")
    members = f"Nguyễn Văn Một, Phó Chủ tịch {season.commune.name}\nTrần Thị Hai, Mặt trận"
    typed = CommuneMeetingTyped(dt.date(2024, 11, 6), "Hội trường", "Ông Một", "Bà Hai", members, 2)
    found = CommuneMeeting.objects.filter(round=season.round).first()  # once in a walk, whoever asks for it
    return found or record_commune_meeting(season.round, typed, by=season.by(season.officer))


@url_example("communemeeting_new")
def _(season: Season) -> list[Visit]:
    _ready_to_post(season)
    _road_has(season, "commune_meeting")
    here = {"pk": season.round.pk}
    form = {
        "held_on": "2024-11-06",
        "venue": "Hội trường",
        "chair": "Ông Một",
        "secretary": "Bà Hai",
        "members": "Ông Một, Phó Chủ tịch\nBà Hai, Mặt trận",
        "votes_for": 2,
        "votes_against": 0,
    }
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("communemeeting_detail")
def _(season: Season) -> Visit:
    query = {"q": season.open_dossiers[0].subject_name}
    return Visit(owner=season.officer, kwargs={"pk": _commune_meeting(season).pk}, query=query)


@url_example("communemeeting_except")
def _(season: Season) -> Visit:
    form = {"dossier": str(season.open_dossiers[0].pk), "why": "thiếu phiếu"}
    return Visit(owner=season.officer, kwargs={"pk": _commune_meeting(season).pk}, post=form)


@action_example("recognition.record_commune_meeting")
def _(season: Season) -> Call:
    _ready_to_post(season)
    _road_has(season, "commune_meeting")
    typed = CommuneMeetingTyped(
        dt.date(2024, 11, 6), "Hội trường", "Ông Một", "Bà Hai", "Ông Một, Phó\nBà Hai, Mặt trận", 2
    )
    return Call(season.round, typed, owner=season.officer)


@action_example("recognition.except_at_commune_meeting")
def _(season: Season) -> Call:
    met = _commune_meeting(season)
    return Call(met, season.open_dossiers[0], kwargs={"why": "thiếu phiếu"}, owner=season.officer)


_COMPLAINT: dict[str, Any] = {
    "received_on": today(),
    "content": "Không đồng ý kết quả",
    "authority": "Chủ tịch UBND xã",
}


def _complaint(season: Season) -> Complaint:
    return complaints.receive_complaint(
        season.decision,
        dossier_id=season.dossiers[0].pk,
        complainant=f"Người khiếu nại ở {season.commune.name}",
        **_COMPLAINT,
        by=season.by(season.officer),
    )


def _taken_up(season: Season) -> Complaint:
    return complaints.take_up_complaint(_complaint(season), taken_up_on=today(), by=season.by(season.officer))


@url_example("complaint_list")
def _(season: Season) -> Visit:
    _complaint(season)
    return Visit(owner=season.chair, kwargs={"pk": season.decision.pk})


@url_example("complaint_new")
def _(season: Season) -> list[Visit]:
    here, query = {"pk": season.decision.pk}, {"dossier": season.dossiers[0].pk}
    form = {"complainant": "Ông Năm", **_COMPLAINT, "received_on": today().isoformat()}
    return [
        Visit(owner=season.officer, kwargs=here, query=query),
        Visit(owner=season.officer, kwargs=here, query=query, post=form),
    ]


@url_example("complaint_detail")
def _(season: Season) -> list[Visit]:
    here = {"pk": _complaint(season).pk}
    form = {"do": "take_up", "taken_up_on": today().isoformat()}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@action_example("recognition.receive_complaint")
def _(season: Season) -> Call:
    return Call(season.decision, kwargs={"complainant": "Ông Năm", **_COMPLAINT}, owner=season.officer)


@action_example("recognition.take_up_complaint")
def _(season: Season) -> Call:
    return Call(_complaint(season), kwargs={"taken_up_on": today()}, owner=season.officer)


@action_example("recognition.settle_complaint")
def _(season: Season) -> Call:
    given = {"settlement": "keep", "paper_number": "12/QĐ-UBND", "ended_on": today()}
    return Call(_taken_up(season), kwargs=given, owner=season.officer)


@action_example("recognition.close_complaint")
def _(season: Season) -> Call:
    given = {"state": "withdrawn", "why": "đã hiểu", "ended_on": today()}
    return Call(_complaint(season), kwargs=given, owner=season.officer)


def _withdrawn(season: Season) -> Withdrawal:
    return recognition.withdraw_registration(
        season.open_dossiers[1],
        withdrawn_on=today(),
        why="đi xa",
        told_by=f"Người nhà ở {season.commune.name}",
        by=season.by(season.officer),
    )


@url_example("review_queue")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    key = str(season.dossiers[0].pk)
    verdict = {"rows": key, f"version-{key}": season.dossiers[0].version, f"verdict-{key}": "accept"}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(
            owner=season.officer, kwargs=here, query={"state": "recognised", "open": season.dossiers[0].pk}
        ),
        Visit(owner=season.officer, kwargs=here, post=verdict),
    ]


@url_example("review_verdict")
def _(season: Season) -> Visit:
    form = {"verdict": "accept", "version": season.dossiers[0].version}
    return Visit(owner=season.officer, kwargs={"pk": season.dossiers[0].pk}, post=form)


@url_example("review_accept")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post={"seal": "x"}),
    ]


@url_example("review_undo")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.dossiers[0].pk}, post={"why": "xem lại"})


@url_example("review_sample")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk, "hamlet_pk": season.hamlet.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post={"do": "draw"}),
    ]


@url_example("review_check")
def _(season: Season) -> Visit:
    form = {"result": "right", "visited_by": "Bà Tư", "visited_on": today().isoformat()}
    return Visit(owner=season.officer, kwargs={"pk": _drawn(season).pk}, post=form)


@url_example("review_shares")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    form = {"share": 5, "least": 3, "carried_from": 70, "raised_share": 10, "why": "Theo hướng dẫn"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("withdrawal_new")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.open_dossiers[0].pk}
    form = {"withdrawn_on": today().isoformat(), "why": "đi xa", "told_by": "Ông Sáu"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("withdrawal_undo")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _withdrawn(season).pk}, post={"why": "nhầm hộ"})


@url_example("round_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, post={})


@url_example("round_submission")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, post={})


@url_example("entry_nominate")
def _(season: Season) -> Visit:
    _meet_no_more(season)
    here = {"pk": season.round.pk, "hamlet_pk": season.open_hamlet.pk}
    return Visit(owner=season.officer, kwargs=here, post={})


def _meet_no_more(season: Season) -> None:
    """Its road has no meeting."""
    _meeting(season, is_off=True)


def _meet_again(season: Season) -> None:
    """In a walk another example may have taken it off the road."""
    _meeting(season, is_off=False)


def _meeting(season: Season, *, is_off: bool) -> None:
    season.round.refresh_from_db()
    road = season.round.frozen_road.stored()
    for step in road["steps"]:
        step["is_off"] = is_off if step["code"] == "hamlet_meeting" else step["is_off"]
    RecognitionRound.objects.filter(pk=season.round.pk).update(road=road)
    season.round.refresh_from_db()


@url_example("entry_list")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk, "hamlet_pk": season.open_hamlet.pk}
    key = str(season.open_dossiers[0].pk)
    row = {"rows": key, f"row-{key}-version": season.open_dossiers[0].version, f"row-{key}-registered": "1"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=row)]


@url_example("entry_carry_over")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk}, post={})


@url_example("entry_carry_undo")
def _(season: Season) -> Visit:
    act = _carried(season)
    kwargs = {"pk": season.round.pk, "hamlet_pk": season.hamlet.pk, "act_pk": act.pk}
    return Visit(owner=season.head, kwargs=kwargs, post={})


def _citizens(season: Season) -> RecognitionRound:
    """A round of citizens of the commune, opened when it is first asked for."""
    found = RecognitionRound.objects.filter(place=season.commune, title=Title.LEARNING_CITIZEN).first()
    return found or recognition.open_round(
        season.commune,
        year=YEAR,
        title=Title.LEARNING_CITIZEN,
        edition=_citizen_edition(),
        before_on=None,
        by=season.by(season.officer),
    )


def _citizen(season: Season) -> Dossier:
    found = _citizens(season).dossiers.select_related("round__edition", "hamlet")
    return found.get(person=season.households[0].head_id)


def _told_result(total: str = "85") -> ToldResult:
    return ToldResult(Decimal(total), True, dt.date(YEAR, 10, 20), "Người xác nhận bên Hội")


def _result(season: Season, *, waits: bool = False) -> ElsewhereResult:
    """One that counts; with `waits` a second one that differs from it."""
    dossier, by = _citizen(season), season.by(season.officer)
    counts = dossier.elsewhere_results.filter(standing="counts").first() or results.record_result(
        dossier, _told_result(), by=by
    )
    if not waits:
        return counts
    found = dossier.elsewhere_results.filter(standing="waits").first()
    return found or results.record_result(_citizen(season), _told_result("90"), by=by)


def _result_list(season: Season) -> ResultList:
    """A list with a row that is ready, one that is asked about and a faulty one."""
    citizens = _citizens(season)
    found = ResultList.objects.filter(round=citizens).first()
    if found is not None:
        return found
    dossier = _citizen(season)
    Person.objects.filter(pk=dossier.person_id).update(birth_year=1970)
    rows = [
        [name, born, dossier.hamlet.name, total, "Đạt", "20/10/2024", "Người xác nhận bên Hội"]
        for name, born, total in (
            (dossier.subject_name, 1970, 86),
            (dossier.subject_name, 1950, 85),
            ("Người Trong Tệp", 1980, "nhiều"),
        )
    ]
    headers = ["Họ và tên", "Năm sinh", "Ấp", "Tổng điểm", "Kết quả", "Ngày xác nhận", "Người xác nhận"]
    return result_lists.hand_in_results(
        citizens, f"ket-qua-{season.commune.name}.xlsx", sheet(rows, headers), by=season.by(season.officer)
    )


def _scored_citizen(season: Season) -> Dossier:
    """Another one, scored here."""
    citizens = _citizens(season)
    dossier = citizens.dossiers.select_related("hamlet").get(person=season.households[1].head_id)
    if dossier.hamlet_total is None:
        typed = TypedRow(dossier.pk, dossier.version, True, "85", "85", none_too_low=True)
        recognition.save_list(citizens, dossier.hamlet, [typed], by=season.by(season.officer))
    return dossier


def _template(season: Season) -> ExportTemplate:
    return result_exports.keep_template(
        season.commune, f"Màn hình {season.commune.name}", ["name", "total"], by=season.by(season.officer)
    )


@url_example("export_list")
def _(season: Season) -> Visit:
    _scored_citizen(season)
    return Visit(owner=season.officer, kwargs={"pk": _citizens(season).pk})


@url_example("export_download")
def _(season: Season) -> Visit:
    _scored_citizen(season)
    query = {"template": _template(season).pk}
    return Visit(owner=season.officer, kwargs={"pk": _citizens(season).pk}, query=query)


@url_example("export_mark")
def _(season: Season) -> Visit:
    typed = {"dossier": str(_scored_citizen(season).pk), "typed_on": "2024-10-20", "typed_by": "Người gõ"}
    return Visit(owner=season.officer, kwargs={"pk": _citizens(season).pk}, post=typed)


@url_example("export_unmark")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _scored_citizen(season).pk}, post={})


@url_example("exporttemplate_new")
def _(season: Season) -> Visit:
    _template(season)
    return Visit(owner=season.officer, kwargs={"pk": _citizens(season).pk})


@url_example("exporttemplate_drop")
def _(season: Season) -> Visit:
    kwargs = {"pk": _citizens(season).pk, "template_pk": _template(season).pk}
    return Visit(owner=season.officer, kwargs=kwargs, post={})


@url_example("result_list")
def _(season: Season) -> Visit:
    _result(season, waits=True)
    return Visit(owner=season.officer, kwargs={"pk": _citizens(season).pk})


@url_example("result_new")
def _(season: Season) -> list[Visit]:
    here = {"pk": _citizen(season).pk}
    typed = {"total": "88", "passed": "yes", "result_on": "2024-10-20", "confirmed_by": "Ông B"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=typed)]


@url_example("result_choose")
def _(season: Season) -> Visit:
    chosen = {"take": "1", "why": "mới hơn"}
    return Visit(owner=season.officer, kwargs={"pk": _result(season, waits=True).pk}, post=chosen)


@url_example("result_take_back")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result(season).pk}, post={"why": "nhầm"})


@url_example("resultlist_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _citizens(season).pk})


@url_example("resultlist_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk})


@url_example("resultlist_mapping")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk})


@url_example("resultlist_apply")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk}, post={})


@url_example("resultlist_match")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk}, post={})


@url_example("resultlist_answer")
def _(season: Season) -> Visit:
    asked = _result_list(season).rows.filter(outcome="several").first()
    typed = {"row": asked.pk if asked else 0, "skip": "1"}
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk}, post=typed)


@url_example("resultlist_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk}, post={})


@url_example("resultlist_faulty")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _result_list(season).pk})


@url_example("entry_register_all")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk}, post={})


@url_example("meeting_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk})


@url_example("review_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk})


def _called(season: Season) -> VillageMeeting:
    """A meeting of the ấp where the officer holds the next one: once in a walk, whoever asks for it."""
    found = VillageMeeting.objects.filter(hamlet=season.open_hamlet, state="called").first()
    if found is None:
        _meet_again(season)
        hamlet = season.open_hamlet
        if not hamlet.organisations.exists():
            make_organisation(OrganisationKind.HAMLET_BOARD, f"Ban nhân dân {hamlet.name}", "", hamlet)
        found = recognition.call_meeting(season.open_hamlet, _call_form(season), by=season.by(season.officer))
    return found


def _call_form(season: Season) -> CallForm:
    name = season.commune.name
    return CallForm(
        today(), f"Nhà văn hóa {name}", f"Ông A {name}", "Bà B", [season.round], ["Gia đình văn hóa"]
    )


@url_example("meeting_call")
def _(season: Season) -> Visit:
    here = {"pk": season.round.pk, "hamlet_pk": season.hamlet.pk}
    return Visit(owner=season.head, kwargs=here)


@url_example("meeting_record")
@url_example("meeting_attendance")
@url_example("meeting_sign_in")
@url_example("meeting_table")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _called(season).pk})


@url_example("meeting_correct")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.meeting.pk})


@url_example("meeting_other_list")
def _(season: Season) -> Visit:
    vote = TypedVote(other_title="Gia đình văn hóa", votes_for=2)
    form = MeetingForm(dt.date(2024, 10, 9), "Nhà văn hóa", "Chủ trì", "Thư ký", [vote], 2)
    meeting = recognition.record_meeting(season.hamlet, form, by=season.by(season.head))
    return Visit(owner=season.head, kwargs={"pk": meeting.votes.get().pk})


@url_example("meeting_move")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _called(season).pk})


@url_example("meeting_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _called(season).pk}, post={})


@url_example("meeting_keep_sheet")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _called(season).pk}, post={"file": _upload()})


@url_example("meeting_sheet")
def _(season: Season) -> Visit:
    meeting = _called(season)
    recognition.keep_sign_in_sheet(meeting, SCAN, by=season.by(season.officer))
    return Visit(owner=season.officer, kwargs={"pk": meeting.pk})


def _spoken(season: Season) -> Objection:
    """About one of those before the meeting; in a walk the standing ones may have gone up already."""
    meeting = _called(season)
    if found := Objection.objects.filter(meeting=meeting).first():
        return found
    dossier = season.open_dossiers[0]
    dossier.refresh_from_db()
    if dossier.state not in MEETING_STATES:
        household = make_household(season.open_hamlet, f"Hộ mới ở {season.commune.name}")
        dossier = make_dossier(season.round, household, "scored")
    return recognition.take_objection(
        meeting, dossier, content="Chưa có góc học tập", handler="Ông A", by=season.by(season.officer)
    )


@url_example("meeting_objections")
def _(season: Season) -> Visit:
    _spoken(season)
    return Visit(owner=season.officer, kwargs={"pk": _called(season).pk})


@url_example("meeting_answer")
def _(season: Season) -> Visit:
    answered = {"answer": "đã xem, có", "answered_on": today().isoformat()}
    return Visit(owner=season.officer, kwargs={"pk": _spoken(season).pk}, post=answered)


@url_example("quorum_list")
def _(season: Season) -> Visit:
    _quorum(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("quorum_end")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _quorum(season).pk}, post={})


def _quorum(season: Season) -> MeetingQuorum:
    found = MeetingQuorum.objects.filter(place=season.commune).first()
    return found or recognition.set_quorum(
        season.commune,
        percent=50,
        instrument=f"Hướng dẫn của {season.commune.name}",
        valid_from=today(),
        by=season.by(season.officer),
    )


@url_example("meeting_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.meeting.pk})


@url_example("meeting_nominate")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.meeting.pk}, post={})


@url_example("submission_decide")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.submission.pk}, post={})


@url_example("submission_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.submission.pk}, post={})


def _to_be_corrected(season: Season) -> Submission:
    """Its decision left the families of Ấp 2 waiting."""
    open_ones = Dossier.objects.filter(pk__in=[one.pk for one in season.open_dossiers])
    if not TakenOut.objects.filter(dossier__in=open_ones).exists():  # once in a walk
        open_ones.update(state="proposed", registered_on=dt.date(YEAR, 3, 1), hamlet_total=80)
    season.submission.dossiers.add(*season.open_dossiers)
    return season.submission


@url_example("submission_correct")
def _(season: Season) -> list[Visit]:
    submission = _to_be_corrected(season)
    key = str(season.open_dossiers[0].pk)
    here = {"pk": submission.pk}
    post = {"take_out": key, f"why-{key}": "chuyển đi nơi khác"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=post)]


def _correction(season: Season) -> SubmissionCorrection:
    found = SubmissionCorrection.objects.filter(
        submission__round=season.round, paper__state__in=UNSIGNED
    ).first()
    if found is not None:
        return found
    submission = _to_be_corrected(season)
    key = season.open_dossiers[0].pk
    return recognition.take_out_of_submission(
        submission, {key: "chuyển đi nơi khác"}, by=season.by(season.officer)
    )


@url_example("submissioncorrection_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _correction(season).pk}, post={})


@action_example("recognition.take_out_of_submission")
def _(season: Season) -> Call:
    submission = _to_be_corrected(season)
    key = season.open_dossiers[0].pk
    return Call(submission, {key: "chuyển đi nơi khác"}, owner=season.officer)


@action_example("recognition.drop_correction")
def _(season: Season) -> Call:
    return Call(_correction(season), owner=season.officer)


@url_example("decision_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.decision.pk})


@url_example("decision_amend")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.decision.pk}
    key = str(season.dossiers[0].pk)
    revoked = {"revoke": key, f"why-{key}": "tự nguyện trả lại"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=revoked)]


@url_example("decision_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.decision.pk}, post={})


# ---------------------------------------------------------------- certificates


def _sheet() -> dict[str, Any]:
    return certificate_contents.plain_sheet("a4")


def _batch(season: Season) -> CertificateBatch:
    """Both families of the decision have a certificate; made once for a season."""
    found = CertificateBatch.objects.filter(decision=season.decision).order_by("id").first()
    if found is not None:
        return found
    by = season.by(season.officer)
    certificates.set_certificate_rule(season.round, award="all", every_years=None, with_qr=True, by=by)
    return certificates.issue_certificates(
        season.decision,
        dated_on=dt.date(2024, 11, 9),
        capacity=None,
        sheet=_sheet(),
        check_base=f"https://{season.commune.code}.example",
        by=by,
    )


def _certificate(season: Season) -> Certificate:
    return _batch(season).certificates.order_by("number")[0]


def _layout(season: Season) -> CertificateLayout:
    name = f"Phôi của {season.commune.name}"
    found = CertificateLayout.objects.filter(place=season.commune, name=name).first()
    return found or certificates.save_layout(
        None, season.commune, **_layout_values(name), by=season.by(season.officer)
    )


def _layout_values(name: str) -> dict[str, Any]:
    fields = certificate_rules.usual_fields("a4")
    return {"name": name, "paper": "a4", "fields": fields, "offset_x": Decimal(1), "offset_y": Decimal(0)}


_ISSUE_FORM = {"dated_on": "2024-11-09", "capacity": "", "sheet": "plain:a4"}


@url_example("certificate_round")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk})


@url_example("certificate_rule")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(
            owner=season.officer, kwargs=here, post={"award": "every", "every_years": "3", "with_qr": "on"}
        ),
    ]


@url_example("certificate_pattern")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk}
    form = {"year": "2031", "pattern": "{so}/GCN", "digits": "3"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("certificate_receive")
def _(season: Season) -> list[Visit]:
    row, here = _certificate(season), {"pk": season.round.pk}
    form = {"received_on": "2024-11-20", f"got-{row.pk}": "1", f"by-{row.pk}": "Chủ hộ"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("certificate_ceremony")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk})


@url_example("certificate_thanks")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, query={"per": "group"})


@url_example("exemplary_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk})


@url_example("exemplary_mark")
def _(season: Season) -> Visit:
    return Visit(
        owner=season.officer, kwargs={"pk": season.dossiers[0].pk}, post={"reason": "cả nhà đọc sách"}
    )


@url_example("exemplary_unmark")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.dossiers[0].pk}, post={})


@url_example("certificate_issue")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.decision.pk}
    return [
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post=_ISSUE_FORM),
    ]


@url_example("certificate_batch")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _batch(season).pk})


@url_example("certificate_print")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _batch(season).pk}, post={"sheet": "plain:a5"})


@url_example("certificate_part")
def _(season: Season) -> Visit:
    part = _batch(season).prints.get().parts.get()
    if not part.sha256:
        kept = files.keep(SCAN + season.commune.name.encode(), files.PDF)
        type(part).objects.filter(pk=part.pk).update(
            sha256=kept.sha256, size=kept.size, made_at=timezone.now()
        )
    return Visit(owner=season.officer, kwargs={"pk": _batch(season).pk, "number": 1})


@url_example("certificate_book")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _batch(season).book_id})


@url_example("certificate_book_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _batch(season).book_id})


@url_example("certificate_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _certificate(season).pk})


@url_example("certificate_reissue")
def _(season: Season) -> list[Visit]:
    here = {"pk": _certificate(season).pk}
    form = {**_ISSUE_FORM, "why": "giấy cũ bị rách"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("certificate_receipt_undo")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _certificate(season).pk}, post={})


@url_example("certificate_layout_list")
def _(season: Season) -> Visit:
    _layout(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("certificate_layout_new")
def _(season: Season) -> list[Visit]:
    form = {"place": str(season.commune.pk), "name": "Phôi mới", "paper": "a5"}
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, own_page=True, post=form),
    ]


@url_example("certificate_layout_edit")
def _(season: Season) -> list[Visit]:
    here = {"pk": _layout(season).pk}
    form = {
        "name": "Phôi đã sửa", "paper": "a4", "offset_x": "1,5", "offset_y": "0", "holder-shown": "1",
        "holder-x": "30", "holder-y": "90", "holder-width": "200", "holder-size": "28", "holder-align": "center",
    }  # fmt: skip
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("certificate_layout_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _layout(season).pk}, post={})


@url_example("certificate_layout_preview")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _layout(season).pk})


@url_example("certificate_layout_test")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _layout(season).pk})


@url_example("certificate_check")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": token_of(_certificate(season).pk)})


@url_example("entry_score_sheets")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk})


@url_example("own_sheets")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk})


@url_example("own_answers")
def _(season: Season) -> Visit:
    return Visit(owner=None)


@url_example("own_open")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"token": "khong-co"})


@url_example("dossier_questions")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.open_dossiers[0].pk})


@url_example("dossier_own_link")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.open_dossiers[0].pk}, post={})


@url_example("dossier_own_revoke")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.open_dossiers[0].pk}, post={})


@url_example("dossier_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("measure_people")
def _(season: Season) -> Visit:
    query = {"place": season.commune.pk, "year": 2024, "measure": "learning_citizen.of_adults"}
    return Visit(owner=season.officer, query=query)


@url_example("dossier_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.dossiers[0].pk})


@url_example("dossier_score")
def _(season: Season) -> Visit:
    dossier = season.open_dossiers[0]
    typed = {"column": "hamlet", "version": dossier.version, "points-A1": "30"}
    return Visit(owner=season.officer, kwargs={"pk": dossier.pk}, post=typed)


@url_example("dossier_evidence")
def _(season: Season) -> Visit:
    note = {"criterion": "A2", "kind": "note", "text": "Có giấy khen"}
    return Visit(owner=season.officer, kwargs={"pk": season.open_dossiers[0].pk}, post=note)


@url_example("dossier_reuse")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.open_dossiers[0].pk})


@url_example("dossier_detach")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.evidence.uses.get().pk})


@url_example("dossier_sheet")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.dossiers[0].pk})


# reports
@url_example("result_table")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, query={"place": season.commune.pk, "year": 2024})


@url_example("result_xlsx")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("double_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("board_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, query={"place": season.commune.pk, "year": 2024})


@url_example("result_heat")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, query={"place": season.commune.pk, "year": 2024})


@url_example("result_trend")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, query={"place": season.commune.pk, "year": 2024})


@url_example("result_comparison")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, query={"place": season.commune.pk, "year": 2024})


@url_example("result_comparison_xlsx")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("report_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("report_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("report_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.report.pk})


def _foreign(season: Season, name: str = "Biểu 01") -> ForeignForm:
    """A form of the commune with one column mapped."""
    by = season.by(season.officer)
    found = ForeignForm.objects.filter(place=season.commune, name=name).first()
    if found is not None:
        return found
    made = foreign.add_foreign_form(
        season.commune, name, "bieu-01.xlsx", province_form(("Ấp 1", "Ấp 2")), by=by
    )
    return foreign.map_cells(made, _COLUMN, by=by)


_COLUMN = foreign.RuleDetails("Biểu 01", "C8 đến hết", "learning_family.total", who="row", name_column="B")


def _form_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("bieu-02.xlsx", province_form(("Ấp 1", "Ấp 2"), year=2026))


@url_example("foreign_list")
def _(season: Season) -> Visit:
    _foreign(season)
    return Visit(owner=season.officer, own_page=True)


@url_example("foreign_new")
def _(season: Season) -> list[Visit]:
    typed = {"place": season.commune.pk, "name": uuid7().hex, "file": _form_file()}
    return [
        Visit(owner=season.officer, own_page=True),
        Visit(owner=season.officer, post=typed, own_page=True),
    ]


@url_example("foreign_detail")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": _foreign(season).pk}
    typed = {
        "sheet": "Biểu 01",
        "cells": "D8:D9",
        "code": "learning_family.recognised",
        "over": "learning_family.total",
        "when": "now",
        "who": "row",
        "name_column": "B",
    }
    return [
        Visit(owner=season.officer, kwargs=kwargs),
        Visit(owner=season.officer, kwargs=kwargs, post=typed),
    ]


@url_example("foreign_unmap")
def _(season: Season) -> Visit:
    form = _foreign(season, uuid7().hex)
    return Visit(owner=season.officer, kwargs={"pk": form.pk}, post={"key": form.rules[0]["key"]})


@url_example("foreign_replace")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _foreign(season).pk}, post={"file": _form_file()})


@url_example("foreign_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": _foreign(season, uuid7().hex).pk}, post={})


@url_example("foreign_fill")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": _foreign(season).pk}
    asked = {
        "kind": "ad_hoc",
        "year": 2024,
        "number": 1,
        "starts_on": "2024-01-01",
        "ends_on": "2024-12-31",
        "as_of": "2024-12-31",
    }
    return [
        Visit(owner=season.officer, kwargs=kwargs, query=asked),
        Visit(owner=season.officer, kwargs=kwargs, query={"year": 2024}, post={}),
    ]


# home
@url_example("storage_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("home")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, own_page=True)


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("ban-sua.docx", b"PK\x03\x04 word/document.xml")


# home: backups are the installation's; whoever may read them anywhere reads them
@url_example("backup_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, own_page=True)


@url_example("backup_start")
def _(season: Season) -> Visit:
    return Visit(post={}, owner=season.keeper, own_page=True)


@url_example("backup_stop")
def _(season: Season) -> Visit:
    run = BackupRun.objects.create(target="/", asked_by="")
    return Visit(kwargs={"pk": run.pk}, post={}, owner=season.keeper)


# ---------------------------------------------------------------- actions, in the order of the apps


# places
@action_example("places.load_places")
def _(season: Season) -> Call:
    return Call([], owner=None)


@action_example("places.install_commune")
def _(season: Season) -> Call:
    return Call(catalogue.load().resolve("30055", dt.date(2024, 6, 1)), owner=None)


@action_example("places.draft_change")
def _(season: Season) -> Call:
    parts = (OldPart(season.commune), OldPart(season.world.other_commune))
    new = NewPlace("xã", "Phương Thịnh", parent=season.world.district, parts=parts)
    return Call(Draft("Lập xã Phương Thịnh", dt.date(2025, 7, 1), "", [new]), owner=season.keeper)


@action_example("places.draft_from_catalogue")
def _(season: Season) -> Call:
    return Call(["30043"], dt.date(2025, 7, 1), owner=None)


@action_example("places.add_to_draft")
def _(season: Season) -> Call:
    parts = (OldPart(season.world.other_commune),)
    new = NewPlace("xã", "Phương Thịnh", parent=season.world.district, parts=parts)
    return Call(season.boundary, new, owner=season.keeper)


@action_example("places.assign_hamlets")
def _(season: Season) -> Call:
    return Call(season.boundary, {season.hamlet.pk: season.boundary.places.get().pk}, owner=season.keeper)


@action_example("places.drop_draft")
def _(season: Season) -> Call:
    return Call(season.boundary, owner=season.keeper)


@action_example("places.apply_change")
def _(season: Season) -> Call:
    return Call(season.boundary, owner=season.keeper)


@action_example("places.undo_change")
def _(season: Season) -> Call:
    return Call(season.boundary, owner=season.keeper)


@action_example("places.ask_for")
def _(season: Season) -> Call:
    return Call(season.boundary, BoundaryJob.What.APPLY, owner=season.keeper)


@action_example("places.install_committee")
def _(season: Season) -> Call:
    return Call(season.commune, owner=season.officer)


@action_example("places.install_organisations")
def _(season: Season) -> Call:
    return Call(season.commune, owner=season.officer)


@action_example("places.add_hamlet")
def _(season: Season) -> Call:
    return Call(season.commune, "Ấp 3", owner=season.officer)


@action_example("places.add_hamlets")
def _(season: Season) -> Call:
    return Call(season.commune, ["Ấp 4", "Ấp 5"], owner=season.officer)


@action_example("places.rename_hamlet")
def _(season: Season) -> Call:
    return Call(season.hamlet, "Ấp Mỹ Tây", owner=season.officer)


@action_example("places.merge_hamlets")
def _(season: Season) -> Call:
    change = {"into": season.open_hamlet, "change": _CHANGE}
    return Call([season.hamlet], kwargs=change, owner=season.officer)


@action_example("places.divide_hamlet")
def _(season: Season) -> Call:
    return Call(season.hamlet, ["Ấp 1A"], kwargs={"change": _CHANGE}, owner=season.officer)


@action_example("places.end_hamlet")
def _(season: Season) -> Call:
    return Call(season.hamlet, "giải thể", kwargs={"change": _CHANGE}, owner=season.officer)


@action_example("places.map_hamlet")
def _(season: Season) -> Call:
    return Call(_old_hamlet(season), season.commune, kwargs={"change": _CHANGE}, owner=season.officer)


@action_example("places.undo_joining")
def _(season: Season) -> Call:
    return Call(_joining(season), owner=season.officer)


@action_example("places.add_groups")
def _(season: Season) -> Call:
    return Call(season.hamlet, ["Tổ 1", "Tổ 2"], owner=season.officer)


@action_example("places.rename_group")
def _(season: Season) -> Call:
    return Call(_group(season), "Tổ 10", owner=season.officer)


@action_example("places.end_group")
def _(season: Season) -> Call:
    return Call(_group(season), "nhập Tổ", kwargs={"change": _CHANGE}, owner=season.officer)


_OUTLINES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "30055", "name": "Tân Kiều"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [
                        [[105.8, 10.5], [105.9, 10.5], [105.9, 10.6], [105.8, 10.6], [105.8, 10.5]]
                    ],
                },
            }
        ],
    }
).encode()


def _has_outline(season: Season) -> None:
    PlaceOutline.objects.get_or_create(
        place=season.commune,
        defaults={
            "rings": [[[105.8, 10.5], [105.9, 10.5], [105.9, 10.6]]],
            "source": "Sở",
            "loaded_by": "Thử",
        },
    )


@url_example("outline_list")
def _(season: Season) -> list[Visit]:
    file = SimpleUploadedFile("xa.geojson", _OUTLINES, "application/geo+json")
    typed = {"place": str(season.commune.pk), "on": "30/06/2024", "source": "Sở Nội vụ", "file": file}
    return [
        Visit(owner=season.officer, post=typed, own_page=True),
        Visit(owner=season.officer, own_page=True),
    ]


@url_example("outline_drop")
def _(season: Season) -> Visit:
    _has_outline(season)
    return Visit(owner=season.officer, kwargs={"pk": season.commune.pk}, post={})


@action_example("places.load_outlines")
def _(season: Season) -> Call:
    more = {"source": "Sở Nội vụ", "on": dt.date(2024, 6, 30)}
    return Call(season.commune, _OUTLINES, kwargs=more, owner=season.officer)


@action_example("places.drop_outlines")
def _(season: Season) -> Call:
    _has_outline(season)
    return Call(season.commune, owner=season.officer)


@action_example("places.record_figures")
def _(season: Season) -> Call:
    day = {"what": FigureKind.HOUSEHOLDS, "as_of": dt.date(2024, 6, 30), "source": "rà soát của ấp"}
    return Call(season.commune, {season.hamlet.pk: "12"}, kwargs=day, owner=season.officer)


@action_example("places.add_alias")
def _(season: Season) -> Call:
    return Call(season.association, "Hội KH xã", owner=season.officer)


@action_example("places.drop_alias")
def _(season: Season) -> Call:
    return Call(_alias(season), owner=season.officer)


@action_example("places.end_organisation")
def _(season: Season) -> Call:
    return Call(season.association, kwargs={"change": _CHANGE}, owner=season.officer)


@action_example("places.add_organisation")
def _(season: Season) -> Call:
    return Call(season.commune, OrganisationKind.OTHER, "Trường Tiểu học Tân Kiều", owner=season.officer)


@action_example("places.edit_organisation")
def _(season: Season) -> Call:
    named = {"name": "Hội Khuyến học", "symbol": "HKH", "parent_name": "", "numbering": Numbering.OUTSIDE}
    return Call(season.association, kwargs=named, owner=season.officer)


# accounts
@action_example("accounts.create_account")
def _(season: Season) -> Call:
    person = {"full_name": "Đinh Văn Mới", "login": "moi", "title": "Trưởng ấp"}
    where = {"organisation": season.association, "role": Role.HAMLET_HEAD, "place": season.hamlet}
    return Call(kwargs=person | where, owner=season.admin)


@action_example("accounts.add_capacity")
def _(season: Season) -> Call:
    given = {"title": "Ủy viên", "role": Role.HAMLET_HEAD, "place": season.hamlet}
    return Call(season.head, season.association, kwargs=given, owner=season.admin)


@action_example("accounts.give_role")
def _(season: Season) -> Call:
    return Call(season.head.capacities.get(), Role.HAMLET_HEAD, season.open_hamlet, owner=season.admin)


@action_example("accounts.take_back_role")
def _(season: Season) -> Call:
    return Call(season.head.capacities.get().roles.get(), owner=season.admin)


@action_example("accounts.end_capacity")
def _(season: Season) -> Call:
    return Call(season.head.capacities.get(), owner=season.admin)


@action_example("accounts.reset_password")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.issue_slips")
def _(season: Season) -> Call:
    return Call([season.head], owner=season.admin)


@action_example("accounts.use_slip")
def _(season: Season) -> Call:
    slip = making.issue(season.head)
    kept = AccountSlip.objects.get(user=slip.user, used_at=None, void_at=None)
    return Call(kept, "ruong-lua-chin-vang", owner=season.head)


@action_example("accounts.end_device")
def _(season: Season) -> Call:
    return Call(_device(season.officer), owner=season.officer)


@action_example("accounts.end_other_devices")
def _(season: Season) -> Call:
    return Call(season.officer, None, "", owner=season.officer)


@action_example("accounts.end_all_sessions")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.lift_lockout")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.add_app")
def _(season: Season) -> Call:
    return Call(season.officer, "JBSWY3DPEHPK3PXP", owner=season.officer)


@action_example("accounts.add_key")
def _(season: Season) -> Call:
    return Call(season.officer, "Máy ở trụ sở", {}, owner=season.officer)


@action_example("accounts.remove_factor")
def _(season: Season) -> Call:
    return Call(_factor(season.officer), owner=season.officer)


@action_example("accounts.renew_codes")
def _(season: Season) -> Call:
    return Call(season.officer, owner=season.officer)


@action_example("accounts.reset_second_factor")
def _(season: Season) -> Call:
    _factor(season.head)
    return Call(season.head, owner=season.admin)


@action_example("accounts.link_identity")
def _(season: Season) -> Call:
    return Call(season.officer, _told(season.officer), owner=season.officer)


@action_example("accounts.unlink_identity")
def _(season: Season) -> Call:
    identity = link_identity(season.officer, _told(season.officer), by=season.by(season.officer))
    return Call(identity, owner=season.officer)


@action_example("accounts.deactivate_account")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.reactivate_account")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.note_own_password")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.head)


@action_example("accounts.correct_capacity")
def _(season: Season) -> Call:
    written = {"title": "Trưởng ấp 1", "starts_on": dt.date(2020, 1, 1), "ends_on": None, "decision": ""}
    why = {"why": "ghi nhầm chức vụ"}
    return Call(season.head.capacities.get(), kwargs=written | why, owner=season.admin)


@action_example("accounts.give_signing_authority")
def _(season: Season) -> Call:
    given = {"form": "tl", "for_whom": "Chủ tịch", "starts_on": today(), "ends_on": None, "decision": "1/TB"}
    return Call(season.chair.capacities.get(), kwargs=given, owner=season.admin)


@action_example("accounts.end_signing_authority")
def _(season: Season) -> Call:
    return Call(_authority(season), owner=season.admin)


def _authority(season: Season) -> SigningAuthority:
    return SigningAuthority.objects.create(
        capacity=season.chair.capacities.get(),
        form="tm",
        for_whom="Ủy ban nhân dân",
        starts_on=dt.date(2024, 1, 1),
        decision="08/TB-UBND",
    )


_RULE = "decision_not_signed_by_its_preparer"


@action_example("accounts.set_duty_rule")
def _(season: Season) -> Call:
    return Call(season.commune, _RULE, kwargs={"is_on": False, "decision": "1/TB"}, owner=season.chair)


@action_example("accounts.waive_duty")
def _(season: Season) -> Call:
    said = {"until": today(), "why": "Xã chỉ có ba công chức", "decision": "15/TB-UBND"}
    return Call(season.commune, season.officer, _RULE, kwargs=said, owner=season.chair)


@action_example("accounts.end_duty_waiver")
def _(season: Season) -> Call:
    return Call(_waiver(season), owner=season.chair)


def _waiver(season: Season) -> DutyWaiver:
    return DutyWaiver.objects.create(
        rule=_RULE,
        place=season.commune,
        user=season.officer,
        starts_on=today(),
        until=today(),
        why="Xã chỉ có ba công chức",
        decision="15/TB-UBND",
        waived_by=season.chair.full_name,
    )


# handovers
@action_example("handovers.hand_over")
def _(season: Season) -> Call:
    said = {"ends_giver": False, "gives_roles": True, "decision": "25/QĐ-UBND"}
    return Call(
        season.head.capacities.get(), season.officer.capacities.get(), kwargs=said, owner=season.admin
    )


@action_example("handovers.plan_handover")
def _(season: Season) -> Call:
    said = {
        "ends_giver": False,
        "gives_roles": True,
        "decision": "25/QĐ-UBND",
        "handed_on": today() + ONE_DAY,
    }
    return Call(
        season.head.capacities.get(), season.officer.capacities.get(), kwargs=said, owner=season.admin
    )


@action_example("handovers.call_off")
def _(season: Season) -> Call:
    return Call(_planned(season), kwargs={"why": "Quyết định đã thay"}, owner=season.admin)


@action_example("handovers.carry_out")
def _(season: Season) -> Call:
    return Call(_planned(season, handed_on=today()), owner=season.admin)


def _planned(season: Season, **values: Any) -> PlannedHandover:
    usual = {
        "receiver": season.officer.capacities.get(),
        "place": season.hamlet,
        "handed_on": today() + ONE_DAY,
        "ends_giver": False,
        "gives_roles": True,
        "decision": "25/QĐ-UBND",
        "planned_by": season.admin.capacities.get(),
    }
    giver = season.head.capacities.get()
    made, _ = PlannedHandover.objects.get_or_create(giver=giver, defaults={**usual, **values})
    return made


def _handover(season: Season) -> Handover:
    made = Handover.objects.filter(paper=season.meeting.minutes).first()  # a paper is the minutes of one act
    return made or Handover.objects.create(
        giver=season.head.capacities.get(),
        receiver=season.officer.capacities.get(),
        place=season.hamlet,
        handed_on=today(),
        ended_giver=False,
        gave_roles=False,
        decision="25/QĐ-UBND",
        paper=season.meeting.minutes,
        made_by=season.admin.full_name,
    )


# notices
@action_example("notices.mark_read")
def _(season: Season) -> Call:
    return Call(season.notice, owner=season.officer)


@action_example("notices.mark_all_read")
def _(season: Season) -> Call:
    return Call(owner=season.officer, own_matter="only the actor's own notices are touched")


# papers
@action_example("papers.take_template")
def _(season: Season) -> Call:
    file = {"docx": (TEMPLATES / "plan.docx").read_bytes(), "file_name": "mau.docx"}
    return Call(
        season.association,
        kwargs=file | {"kind": "plan", "valid_from": dt.date(2024, 1, 1)},
        owner=season.officer,
    )


@action_example("papers.end_template")
def _(season: Season) -> Call:
    return Call(_office_template(season), kwargs={"on": dt.date(2024, 6, 1)}, owner=season.officer)


@action_example("papers.draft_paper")
def _(season: Season) -> Call:
    return Call(season.association, kwargs={"kind": "plan", "typed": _typed()}, owner=season.officer)


@action_example("papers.redraft_paper")
def _(season: Season) -> Call:
    paper = _drafted_text(season)
    seen = paper.versions.latest("version").version
    return Call(paper, kwargs={"typed": _typed(), "seen_version": seen}, owner=season.officer)


@action_example("papers.create_paper")
def _(season: Season) -> Call:
    paper = {"issuer": season.association, "place": season.commune, "year": 2024, "title": "Tờ trình khác"}
    content = serial.from_json(season.submission.paper.versions.latest("version").content)
    return Call(
        "submission", kwargs=paper | {"content": content, "about": About("", "")}, owner=season.officer
    )


@action_example("papers.new_version")
def _(season: Season) -> Call:
    content = serial.from_json(season.meeting.minutes.versions.latest("version").content)
    return Call(season.meeting.minutes, content, kwargs={"why": "Sửa lỗi"}, owner=season.officer)


@action_example("papers.take_edited")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, b"PK\x03\x04 word/", owner=season.officer)


@action_example("papers.choose_signer")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, season.head.capacities.get(), owner=season.head)


@action_example("papers.mark_printed")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, owner=season.officer)


@action_example("papers.return_to_draft")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, owner=season.officer)


@action_example("papers.record_signature")
def _(season: Season) -> Call:
    signed = {"number": None, "dated_on": dt.date(2024, 10, 5), "signer": "Trần Văn Hùng"}
    return Call(season.meeting.minutes, kwargs=signed, owner=season.officer)


@action_example("papers.add_signed_copy")
def _(season: Season) -> Call:
    return Call(_without_copy(season), SCAN, owner=season.officer)


@action_example("papers.withdraw_paper")
def _(season: Season) -> Call:
    kwargs = _WITHDRAWN | {"on": dt.date(2024, 11, 20)}
    return Call(_without_copy(season), kwargs=kwargs, owner=season.officer)


@action_example("papers.drop_withdrawal")
def _(season: Season) -> Call:
    return Call(_withdrawal(season), owner=season.officer)


@action_example("papers.file_paper")
def _(season: Season) -> Call:
    return Call(season.decision.paper, owner=season.officer)


@action_example("papers.void_paper")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, owner=season.officer)


@action_example("papers.hand_in_pages")
def _(season: Season) -> Call:
    read = [ReadPage("a.jpg", 1, _photo(), "image/jpeg")]
    mine = "pages that no code tells of belong to who hands them in; each paper's place is asked page by page"
    return Call(read, owner=season.officer, own_matter=mine)


@action_example("papers.assign_page")
def _(season: Season) -> Call:
    return Call(_pages(season), kwargs={"paper_id": season.meeting.minutes_id}, owner=season.officer)


@action_example("papers.drop_page")
def _(season: Season) -> Call:
    return Call(_pages(season, season.meeting.minutes), owner=season.officer)


@action_example("papers.file_sheet")
def _(season: Season) -> Call:
    _pages(season, season.meeting.minutes)
    signed = {"number": None, "dated_on": dt.date(2024, 10, 5), "signer": season.head.full_name}
    return Call(season.meeting.minutes, kwargs=signed, owner=season.head)


@action_example("papers.renew_sheet")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, owner=season.officer)


@action_example("papers.take_back_to_sheet")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, owner=season.officer)


@action_example("papers.drop_old_pages")
def _(season: Season) -> Call:
    return Call(kwargs={"older_than": dt.timedelta(days=30)}, owner=None)


@action_example("papers.ask_for_case")
def _(season: Season) -> Call:
    return Call(ROUND, str(season.round.pk), owner=season.officer)


def _asked_case(season: Season) -> CaseFile:
    return cases.ask_for_case(ROUND, str(season.round.pk), by=season.by(season.officer))


@action_example("papers.begin_case")
def _(season: Season) -> Call:
    return Call(_asked_case(season), kwargs={"total": 1}, owner=None)


@action_example("papers.finish_case")
def _(season: Season) -> Call:
    made = {"papers": [], "missing": 0, "pages": 1, "zipped": b"zip", "pdf": b"pdf"}
    return Call(_asked_case(season), kwargs=made, owner=None)


@action_example("papers.fail_case")
def _(season: Season) -> Call:
    return Call(_asked_case(season), "Đĩa đầy", owner=None)


@action_example("papers.give_link")
def _(season: Season) -> Call:
    return Call(season.decision.paper, kwargs={"made_for": "Trưởng ấp 3"}, owner=season.officer)


@action_example("papers.revoke_link")
def _(season: Season) -> Call:
    return Call(_link(season).link, owner=season.officer)


@action_example("papers.note_opening")
def _(season: Season) -> Call:
    why = "whoever holds the link may open it; the view has proved that he does"
    return Call(_link(season).link, owner=season.officer, own_matter=why)


@action_example("papers.ask_for_pdf")
def _(season: Season) -> Call:
    return Call(season.decision.paper.versions.latest("version"), owner=season.officer)


# criteria
@action_example("criteria.load_shipped_editions")
def _(season: Season) -> Call:
    return Call(owner=None)


# people
@action_example("people.add_household")
def _(season: Season) -> Call:
    return Call(season.hamlet, kwargs={"full_name": "Đặng Thị Mới", "year": 2024}, owner=season.officer)


@action_example("people.edit_household")
def _(season: Season) -> Call:
    return Call(season.households[0], kwargs={"full_name": "Huỳnh Tấn Phát"}, owner=season.officer)


@action_example("people.end_household")
def _(season: Season) -> Call:
    return Call(season.households[0], kwargs={"left_year": 2025, "kind": "moved_away"}, owner=season.officer)


@action_example("people.add_member")
def _(season: Season) -> Call:
    typed = {"full_name": "Đặng Thị Mới", "year": 2024, "relation": "child"}
    return Call(season.households[0], kwargs=typed, owner=season.officer)


@action_example("people.edit_person")
def _(season: Season) -> Call:
    return Call(season.households[0].head, kwargs={"full_name": "Huỳnh Tấn Phát"}, owner=season.officer)


@action_example("people.move_person")
def _(season: Season) -> Call:
    person, there = season.households[0].head, season.households[1]
    return Call(person, there, kwargs={"year": 2024, "relation": ""}, owner=season.officer)


@action_example("people.leave_household")
def _(season: Season) -> Call:
    return Call(season.households[0].head, kwargs={"year": 2024, "kind": "died"}, owner=season.officer)


@action_example("people.change_head")
def _(season: Season) -> Call:
    typed = {"year": 2024, "relation_of_old": "parent"}
    return Call(season.households[0], season.households[1].head, kwargs=typed, owner=season.officer)


@action_example("people.move_household")
def _(season: Season) -> Call:
    return Call(season.households[0], season.open_hamlet, kwargs={"year": 2024}, owner=season.officer)


@action_example("people.split_household")
def _(season: Season) -> Call:
    head = season.households[0].head_id
    return Call(season.households[0], [head], head, kwargs={"year": 2024}, owner=season.officer)


@action_example("people.join_households")
def _(season: Season) -> Call:
    return Call(season.households[0], season.households[1], kwargs={"year": 2024}, owner=season.officer)


@action_example("people.record_duplicates")
def _(season: Season) -> Call:
    one, other = (household.head for household in season.open_households)
    return Call([(one, other, "cùng tên")], owner=season.officer)


@action_example("people.link_account")
def _(season: Season) -> Call:
    return Call(season.officer, season.households[0].head, owner=season.admin)


@action_example("people.unlink_account")
def _(season: Season) -> Call:
    _linked(season)
    return Call(season.officer, owner=season.admin)


def _linked(season: Season) -> None:
    AccountLink.objects.get_or_create(
        user=season.officer, defaults={"person": season.households[0].head, "linked_by": "Quản trị"}
    )


@action_example("people.find_duplicates")
def _(season: Season) -> Call:
    return Call(season.commune, owner=season.officer)


@action_example("people.tell_apart")
def _(season: Season) -> Call:
    return Call(season.pair, owner=season.officer)


@action_example("people.merge_persons")
def _(season: Season) -> Call:
    return Call(season.pair, season.pair.person_a, owner=season.officer)


@action_example("people.undo_merge")
def _(season: Season) -> Call:
    return Call(season.merge, owner=season.officer)


@action_example("people.register_request")
def _(season: Season) -> Call:
    asked = {"kind": "view", "received_on": today(), "channel": "phone"}
    return Call(season.households[0].head, kwargs=asked, owner=season.admin)


@action_example("people.acknowledge_request")
def _(season: Season) -> Call:
    return Call(season.asked, owner=season.admin)


@action_example("people.answer_request")
def _(season: Season) -> Call:
    return Call(season.asked, kwargs={"outcome": "Đã gửi bản sao"}, owner=season.admin)


@action_example("people.refuse_request")
def _(season: Season) -> Call:
    return Call(
        season.asked, kwargs={"outcome": "Đang có hồ sơ", "legal_reason": "Điều A"}, owner=season.admin
    )


@action_example("people.export_person")
def _(season: Season) -> Call:
    return Call(season.asked, owner=season.admin)


@action_example("people.erase_person")
def _(season: Season) -> Call:
    return Call(season.asked, owner=season.admin)


@action_example("people.add_clan")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"name": "Họ Lê", "from_year": 2020}
    return Call(season.commune, kwargs=typed, owner=season.officer)


@action_example("people.edit_clan")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"name": "Họ Lê", "from_year": 2020}
    return Call(season.clan, kwargs=typed, owner=season.officer)


@action_example("people.record_clan_share")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"households": 1, "persons": 2, "as_of": today(), "source": "sổ"}
    return Call(season.clan, season.hamlet, kwargs=typed, owner=season.officer)


@action_example("people.add_unit")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"name": "Hợp tác xã", "kind": "cooperative", "from_year": 2020}
    return Call(season.commune, kwargs=typed, owner=season.officer)


@action_example("people.edit_unit")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"name": "Trường", "kind": "school", "from_year": 2020}
    return Call(season.unit, kwargs=typed, owner=season.officer)


@action_example("people.record_staff_count")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"year": 2024, "count": 30, "source": "sổ"}
    return Call(season.unit, kwargs=typed, owner=season.officer)


@action_example("people.add_unit_member")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"from_year": 2024}
    return Call(season.unit, season.households[1].head, kwargs=typed, owner=season.officer)


@action_example("people.end_unit_member")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"to_year": 2024}
    return Call(season.colleague, kwargs=typed, owner=season.officer)


@action_example("people.set_work")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"status": "worker", "from_year": 2024, "source": "sổ"}
    return Call(season.households[0].head, kwargs=typed, owner=season.officer)


@action_example("people.record_place_basis")
def _(season: Season) -> Call:
    typed: dict[str, Any] = {"purpose": "publication", "legal_text": "văn bản", "given_on": today()}
    return Call(season.commune, kwargs=typed, owner=season.officer)


@action_example("people.record_consent")
def _(season: Season) -> Call:
    said: dict[str, Any] = {"purpose": "phone", "agrees": True, "given_on": today()}
    how = {"channel": "paper", "notice_version": "1"}
    return Call(season.households[0].head, kwargs=said | how, owner=season.officer)


@action_example("people.extend_request")
def _(season: Season) -> Call:
    later = {"new_due_on": season.asked.due_on + dt.timedelta(days=7), "why": "Phải tra sổ giấy"}
    return Call(season.asked, kwargs=later, owner=season.admin)


@action_example("people.reckon_terms")
def _(season: Season) -> Call:
    return Call(season.commune, owner=season.admin)


@action_example("people.print_answer")
def _(season: Season) -> Call:
    return Call(season.asked, owner=season.admin)


@action_example("people.export_requests")
def _(season: Season) -> Call:
    return Call(season.commune, owner=season.admin)


@action_example("people.print_receipt")
def _(season: Season) -> Call:
    return Call(season.consent, owner=season.officer)


@action_example("people.write_privacy_notice")
def _(season: Season) -> Call:
    words = {"body": "Lời", "officer_name": "Ai", "officer_contact": "Ở đâu", "in_force_on": today()}
    return Call(season.commune, kwargs=words, owner=season.admin)


# privacy
@action_example("privacy.add_days_off")
def _(season: Season) -> Call:
    day = {"on": season.day_off.on + dt.timedelta(days=7), "name": "Nghỉ bù", "source": "Thông báo"}
    return Call(season.commune, kwargs=day, owner=season.admin)


@action_example("privacy.drop_day_off")
def _(season: Season) -> Call:
    return Call(season.day_off, owner=season.admin)


@action_example("privacy.print_draft")
def _(season: Season) -> Call:
    return Call(season.commune, kwargs={"draft": "impact"}, owner=season.admin)


@action_example("privacy.decide_retention")
def _(season: Season) -> Call:
    rule: dict[str, Any] = {"kind": "left_persons", "months": 60, "basis": "Văn bản do cán bộ ghi"}
    return Call(season.commune, kwargs=rule, owner=season.admin)


@action_example("privacy.prepare_retention")
def _(season: Season) -> Call:
    return Call(season.commune, owner=season.admin)


@action_example("privacy.approve_retention")
def _(season: Season) -> Call:
    return Call(season.cleaning, owner=season.admin)


@action_example("privacy.stop_retention")
def _(season: Season) -> Call:
    return Call(season.cleaning, owner=season.admin)


@action_example("privacy.resume_retention")
def _(season: Season) -> Call:
    return Call(season.cleaning, owner=season.admin)


@action_example("privacy.drop_retention")
def _(season: Season) -> Call:
    return Call(season.cleaning, owner=season.admin)


@action_example("privacy.carry_out_batch")
def _(season: Season) -> Call:
    return Call(season.cleaning, owner=season.admin)


@action_example("privacy.record_incident")
def _(season: Season) -> Call:
    happened: dict[str, Any] = {"kind": "sent", "what": "Gửi nhầm tệp", "found_at": timezone.now()}
    return Call(season.commune, kwargs=happened, owner=season.admin)


@action_example("privacy.assess_incident")
def _(season: Season) -> Call:
    found: dict[str, Any] = {"data_kinds": "họ tên", "subjects_count": 3, "consequences": "chưa rõ"}
    done: dict[str, Any] = {"measures": "Đã khóa máy", "is_harm_likely": False}
    return Call(season.incident, kwargs=found | done, owner=season.admin)


@action_example("privacy.tell_authority")
def _(season: Season) -> Call:
    told: dict[str, Any] = {"told_at": timezone.now(), "told_whom": "Công an tỉnh"}
    return Call(season.incident, kwargs=told, owner=season.admin)


@action_example("privacy.tell_subjects")
def _(season: Season) -> Call:
    told: dict[str, Any] = {"subjects_told_at": timezone.now(), "subjects_told_how": "gặp từng nhà"}
    return Call(season.incident, kwargs=told, owner=season.admin)


@action_example("privacy.close_incident")
def _(season: Season) -> Call:
    return Call(season.incident, kwargs={"untold_why": "Không có dữ liệu cá nhân"}, owner=season.admin)


@action_example("privacy.print_incident")
def _(season: Season) -> Call:
    return Call(season.incident, owner=season.admin)


@action_example("people.withdraw_basis")
def _(season: Season) -> Call:
    return Call(season.consent, owner=season.officer)


@action_example("people.move_households")
def _(season: Season) -> Call:
    there = {"year": 2025}
    return Call(season.households[:1], season.hamlet, season.open_hamlet, kwargs=there, owner=season.officer)


@action_example("people.set_not_assessed")
def _(season: Season) -> Call:
    return Call(season.households[:1], 2024, "works_away", owner=season.officer)


@action_example("people.clear_not_assessed")
def _(season: Season) -> Call:
    return Call(season.households[:1], 2024, owner=season.officer)


@action_example("people.preview_import")
def _(season: Season) -> Call:
    return Call(season.commune, 2024, "danh sach.xlsx", b"not a workbook", owner=season.officer)


@action_example("people.apply_import")
def _(season: Season) -> Call:
    return Call(season.import_run, owner=season.officer)


@action_example("people.check_import")
def _(season: Season) -> Call:
    return Call(season.import_run, owner=season.officer)


@action_example("people.map_import")
def _(season: Season) -> Call:
    return Call(season.import_run, {}, owner=season.officer)


@action_example("people.order_import")
def _(season: Season) -> Call:
    return Call(season.import_run, Choices(), owner=season.officer)


@action_example("people.choose_kinds")
def _(season: Season) -> Call:
    return Call(season.import_run, ["moved"], owner=season.officer)


@action_example("people.answer_changes")
def _(season: Season) -> Call:
    return Call(season.import_run, {}, owner=season.officer)


@action_example("people.answer_all")
def _(season: Season) -> Call:
    return Call(
        season.import_run,
        Narrowed("missing_household"),
        "moved_away",
        kwargs={"expected": 0},
        owner=season.officer,
    )


@action_example("people.answer_hamlets")
def _(season: Season) -> Call:
    return Call(season.import_run, {}, owner=season.officer)


@action_example("people.choose_hamlets")
def _(season: Season) -> Call:
    return Call(season.import_run, kwargs={"create": True}, owner=season.officer)


@action_example("people.import_at_once")
def _(season: Season) -> Call:
    return Call(
        season.commune,
        2024,
        "danh sach.xlsx",
        b"not a workbook",
        kwargs={"choices": Choices()},
        owner=season.officer,
    )


@action_example("people.stop_import")
def _(season: Season) -> Call:
    return Call(season.import_run, owner=season.officer)


@action_example("people.resume_import")
def _(season: Season) -> Call:
    return Call(season.import_run, owner=season.officer)


@action_example("people.halt_import")
def _(season: Season) -> Call:
    return Call(season.import_run, owner=season.officer)


@action_example("people.drop_import")
def _(season: Season) -> Call:
    return Call(season.import_run, owner=season.officer)


# plans
@action_example("plans.record_plan")
def _(season: Season) -> Call:
    details = PlanDetails("12/KH-UBND", None, "Ủy ban nhân dân xã", "Kế hoạch khác", 2024, 2024)
    return Call(season.commune, details, owner=season.officer)


@action_example("plans.edit_plan")
def _(season: Season) -> Call:
    details = PlanDetails("12/KH-UBND", None, "Ủy ban nhân dân xã", "Kế hoạch khác", 2024, 2024)
    return Call(season.plan, details, owner=season.officer)


@action_example("plans.add_target")
def _(season: Season) -> Call:
    return Call(season.plan, TargetDetails("Dòng họ học tập", Decimal(40), 2024), owner=season.officer)


@action_example("plans.edit_target")
def _(season: Season) -> Call:
    return Call(season.target, TargetDetails("Gia đình học tập", Decimal(90), 2024), owner=season.officer)


@action_example("plans.drop_target")
def _(season: Season) -> Call:
    return Call(season.target, owner=season.officer)


# evidence
@action_example("evidence.add_evidence")
def _(season: Season) -> Call:
    about = {"subject_kind": "people.household", "subject_id": str(season.households[0].pk)}
    return Call(
        kwargs={"kind": "note", "place": season.hamlet, "text": "Ghi chú"} | about, owner=season.officer
    )


@action_example("evidence.add_several")
def _(season: Season) -> Call:
    about = {"subject": Subject(HOUSEHOLD, season.households[0].pk), "place": season.hamlet}
    return Call(kwargs={"kind": "note", "text": "Ghi chú"} | about, owner=season.officer)


@action_example("evidence.add_record")
def _(season: Season) -> Call:
    household = season.households[0]
    about = [Subject(HOUSEHOLD, household.pk), Subject(PERSON, household.head_id)]
    return Call(
        about[0],
        "work",
        str(season.colleague.pk),
        kwargs={"subjects": about, "place": season.hamlet},
        owner=season.officer,
    )


@action_example("evidence.verify_evidence")
def _(season: Season) -> Call:
    return Call(_scan(season), owner=season.officer)


@action_example("evidence.unverify_evidence")
def _(season: Season) -> Call:
    scan = _scan(season)
    evidence.verify_evidence(scan, by=season.by(season.officer))
    return Call(scan, owner=season.officer)


def _scan(season: Season) -> Evidence:
    """Handed in by the head of the hamlet for a family."""
    return evidence.add_evidence(
        kind="file",
        place=season.hamlet,
        subject_kind="people.household",
        subject_id=str(season.households[0].pk),
        content=SCAN,
        by=season.by(season.head),
    )


@action_example("evidence.answer_pair")
def _(season: Season) -> Call:
    return Call(_pair(season), "different", owner=season.officer)


@action_example("evidence.withdraw_evidence")
def _(season: Season) -> Call:
    return Call(season.evidence, "nộp nhầm", owner=season.officer)


# recognition
@action_example("recognition.open_round")
def _(season: Season) -> Call:
    what = {"year": 2025, "title": Title.LEARNING_FAMILY, "edition": season.world.edition, "before_on": None}
    return Call(season.commune, kwargs=what, owner=season.officer)


@action_example("recognition.enrol_households")
def _(season: Season) -> Call:
    return Call(season.round, owner=season.officer)


@action_example("recognition.set_days")
def _(season: Season) -> Call:
    what = {"days": {"decision": dt.date(2024, 11, 20)}, "why": "Mưa lũ"}
    return Call(season.round, kwargs=what, owner=season.officer)


@action_example("recognition.allow_late_entry")
def _(season: Season) -> Call:
    what = {"why": "Ngập nước", "allowed_by": "Ông A", "until": today()}
    return Call(season.round, season.open_hamlet, kwargs=what, owner=season.officer)


@action_example("recognition.reopen_round")
def _(season: Season) -> Call:
    return Call(season.round, kwargs={"why": "Sót hộ"}, owner=season.officer)


@action_example("recognition.note_reminder")
def _(season: Season) -> Call:
    return Call(season.round, season.open_hamlet, "scoring", owner=season.officer)


@action_example("recognition.keep_road")
def _(season: Season) -> Call:
    what = {"name": "Của xã", "instrument": "Họp", "valid_from": dt.date(2024, 1, 1)}
    steps = shipped_road(Title.LEARNING_FAMILY).steps
    return Call(season.commune, Title.LEARNING_FAMILY, steps, kwargs=what, owner=season.officer)


@action_example("criteria.add_title")
def _(season: Season) -> Call:
    what = {"name": "Xóm đọc sách", "subject_kind": "household", "instrument": "Kế hoạch"}
    return Call(season.commune, kwargs=what, owner=season.officer)


@action_example("criteria.draft_edition")
def _(season: Season) -> Call:
    return Call(season.commune, _local_title(season).code, kwargs={"name": "Bản khác"}, owner=season.officer)


@action_example("criteria.import_edition")
def _(season: Season) -> Call:
    edition = _own_draft(season)
    return Call(season.commune, edition.title, content_of(edition), owner=season.officer)


@action_example("criteria.import_workbook")
def _(season: Season) -> Call:
    edition = _own_draft(season)
    return Call(season.commune, edition.title, _book_of(edition), owner=season.officer)


@action_example("criteria.take_workbook")
def _(season: Season) -> Call:
    edition = _own_draft(season)
    return Call(edition, _book_of(edition), kwargs={"version": edition.version}, owner=season.officer)


@action_example("criteria.keep_header")
def _(season: Season) -> Call:
    edition = _own_draft(season)
    return Call(edition, {"name": "Tên mới"}, kwargs={"version": edition.version}, owner=season.officer)


@action_example("criteria.keep_lines")
def _(season: Season) -> Call:
    edition = _own_draft(season)
    return Call(edition, _LINES, kwargs={"version": edition.version}, owner=season.officer)


@action_example("criteria.add_edition_page")
def _(season: Season) -> Call:
    return Call(_own_draft(season), SCAN, kwargs={"name": "trang 3"}, owner=season.officer)


@action_example("criteria.drop_edition_page")
def _(season: Season) -> Call:
    return Call(_own_page(season), owner=season.officer)


@action_example("criteria.drop_draft")
def _(season: Season) -> Call:
    return Call(_own_draft(season), owner=season.officer)


def _tried(season: Season) -> TrialRun:
    """Of the edition that the season is scored by, in one of its hamlets."""
    run, _ = TrialRun.objects.get_or_create(
        edition=season.round.edition,
        place=season.open_hamlet,
        year=season.round.year,
        defaults={"edition_version": season.round.edition.version, "total": 4, "asked_by": "Người nhờ"},
    )
    return run


@action_example("criteria.ask_for_trial")
def _(season: Season) -> Call:
    return Call(season.round.edition, season.commune, season.round.year, owner=season.officer)


@action_example("criteria.stop_trial")
def _(season: Season) -> Call:
    return Call(_tried(season), owner=season.officer)


@action_example("criteria.resume_trial")
def _(season: Season) -> Call:
    return Call(_tried(season), owner=season.officer)


@action_example("criteria.try_batch")
def _(season: Season) -> Call:
    return Call(_tried(season), owner=season.officer)


@action_example("criteria.publish_edition")
def _(season: Season) -> Call:
    edition = _own_draft(season)
    return Call(edition, kwargs=_instrument(edition), owner=season.officer)


@action_example("criteria.end_edition")
def _(season: Season) -> Call:
    what = {
        "ends_on": dt.date(2027, 1, 1),
        "why": "Bãi bỏ",
        "number": "9/QĐ",
        "dated_on": dt.date(2024, 5, 2),
    }
    return Call(_own_published(season), kwargs=what, owner=season.officer)


@action_example("criteria.enter_labels")
def _(season: Season) -> Call:
    what = {"source": "Bản in", "valid_from": dt.date(2024, 1, 1), "page": SCAN}
    typed = {"CD1": {"": "Tên thử"}}
    return Call(_citizen_edition(), season.commune, typed, kwargs=what, owner=season.officer)


@action_example("recognition.end_road")
def _(season: Season) -> Call:
    return Call(_road(season), owner=season.officer)


@action_example("recognition.close_round")
def _(season: Season) -> Call:
    return Call(season.round, owner=season.officer)


@action_example("recognition.save_list")
def _(season: Season) -> Call:
    dossier = season.open_dossiers[0]
    return Call(
        season.round, season.open_hamlet, [TypedRow(dossier.pk, dossier.version, True)], owner=season.officer
    )


@action_example("recognition.nominate_without_meeting")
def _(season: Season) -> Call:
    _meet_no_more(season)
    return Call(season.round, season.open_hamlet, owner=season.officer)


@action_example("recognition.carry_over")
def _(season: Season) -> Call:
    return Call(season.round, season.hamlet, owner=season.head)


@action_example("recognition.keep_template")
def _(season: Season) -> Call:
    return Call(season.commune, "Mẫu", ["name", "total"], owner=season.officer)


@action_example("recognition.drop_template")
def _(season: Season) -> Call:
    return Call(_template(season), owner=season.officer)


@action_example("recognition.mark_typed")
def _(season: Season) -> Call:
    _scored_citizen(season)
    what = {"typed_on": today(), "typed_by": "Người gõ"}
    return Call(_citizens(season), Wanted(), kwargs=what, owner=season.officer)


@action_example("recognition.unmark_typed")
def _(season: Season) -> Call:
    return Call(_scored_citizen(season), owner=season.officer)


@action_example("recognition.record_result")
def _(season: Season) -> Call:
    return Call(_citizen(season), _told_result("88"), owner=season.officer)


@action_example("recognition.choose_result")
def _(season: Season) -> Call:
    what = {"take": True, "why": "mới hơn"}
    return Call(_result(season, waits=True), kwargs=what, owner=season.officer)


@action_example("recognition.take_back_result")
def _(season: Season) -> Call:
    return Call(_result(season), kwargs={"why": "nhầm"}, owner=season.officer)


@action_example("recognition.hand_in_results")
def _(season: Season) -> Call:
    return Call(_citizens(season), "a.xlsx", sheet([["Lê Thị Vợ"]], ["Họ và tên"]), owner=season.officer)


@action_example("recognition.map_results")
def _(season: Season) -> Call:
    return Call(_result_list(season), {}, owner=season.officer)


@action_example("recognition.match_results_again")
def _(season: Season) -> Call:
    return Call(_result_list(season), owner=season.officer)


@action_example("recognition.order_results")
def _(season: Season) -> Call:
    return Call(_result_list(season), owner=season.officer)


@action_example("recognition.write_results")
def _(season: Season) -> Call:
    return Call(_result_list(season), owner=season.officer)


@action_example("recognition.halt_results")
def _(season: Season) -> Call:
    return Call(_result_list(season), kwargs={"failure": "thử"}, owner=season.officer)


@action_example("recognition.answer_row")
def _(season: Season) -> Call:
    return Call(_result_list(season), 0, None, owner=season.officer)


@action_example("recognition.drop_results")
def _(season: Season) -> Call:
    return Call(_result_list(season), owner=season.officer)


@action_example("recognition.undo_carry_over")
def _(season: Season) -> Call:
    return Call(_carried(season), owner=season.head)


def _own_link(season: Season) -> OwnLink:
    link, _ = OwnLink.objects.get_or_create(
        dossier=season.open_dossiers[0],
        defaults={
            "token_hash": str(season.open_dossiers[0].pk),
            "made_by": "Người in",
            "expires_at": timezone.now(),
        },
    )
    return link


@action_example("recognition.give_own_links")
def _(season: Season) -> Call:
    return Call(season.round, season.open_hamlet, owner=season.officer)


@action_example("recognition.give_own_link")
def _(season: Season) -> Call:
    return Call(season.open_dossiers[0], owner=season.officer)


@action_example("recognition.revoke_own_link")
def _(season: Season) -> Call:
    return Call(_own_link(season), owner=season.officer)


# Only who holds the link: nobody's account has that right.
@action_example("recognition.note_own_opening")
def _(season: Season) -> Call:
    return Call(_own_link(season), owner=None)


@action_example("recognition.send_own_answers")
def _(season: Season) -> Call:
    return Call(_own_link(season), {"A1": "30"}, owner=None)


def _rescoring(season: Season) -> Rescoring:
    run, _ = Rescoring.objects.get_or_create(round=season.round, defaults={"asked_by": "Người nhờ"})
    return run


@action_example("recognition.ask_for_rescoring")
def _(season: Season) -> Call:
    return Call(season.round, owner=season.officer)


@action_example("recognition.stop_rescoring")
def _(season: Season) -> Call:
    return Call(_rescoring(season), owner=season.officer)


@action_example("recognition.resume_rescoring")
def _(season: Season) -> Call:
    return Call(_rescoring(season), owner=season.officer)


@action_example("recognition.rescore_batch")
def _(season: Season) -> Call:
    return Call(_rescoring(season), owner=season.officer)


@action_example("recognition.register_all")
def _(season: Season) -> Call:
    return Call(season.round, season.open_hamlet, owner=season.officer)


@action_example("recognition.score_by_criteria")
def _(season: Season) -> Call:
    dossier = season.open_dossiers[0]
    typed = {"column": "hamlet", "points": {"A1": "30"}, "version": dossier.version}
    return Call(dossier, kwargs=typed, owner=season.officer)


@action_example("recognition.attach_evidence")
def _(season: Season) -> Call:
    return Call(
        season.open_dossiers[0], "A2", kwargs={"kind": "note", "text": "Ghi chú"}, owner=season.officer
    )


@action_example("recognition.attach_several")
def _(season: Season) -> Call:
    typed = {"kind": "note", "text": "Ghi chú"}
    return Call(season.open_dossiers[0], "A2", kwargs=typed, owner=season.officer)


@action_example("recognition.reuse_evidence")
def _(season: Season) -> Call:
    return Call(season.open_dossiers[0], [season.evidence], ["A1"], owner=season.officer)


@action_example("recognition.use_chosen")
def _(season: Season) -> Call:
    chosen = {"evidence": [season.evidence], "records": [], "criterion_codes": ["A1"]}
    return Call(season.open_dossiers[0], kwargs=chosen, owner=season.officer)


@action_example("recognition.attach_record")
def _(season: Season) -> Call:
    """The school where the head of the family that is still open works."""
    head = season.open_households[0].head
    work = people.add_unit_member(season.unit, head, from_year=2022, by=season.by(season.officer))
    return Call(season.open_dossiers[0], "work", str(work.pk), ["A1"], owner=season.officer)


@action_example("recognition.detach_evidence")
def _(season: Season) -> Call:
    return Call(season.evidence.uses.get(), "chọn nhầm tiêu chí", owner=season.officer)


@action_example("recognition.record_meeting")
def _(season: Season) -> Call:
    return Call(season.open_hamlet, _meeting_form(season), owner=season.officer)


def _meeting_form(season: Season) -> MeetingForm:
    votes = [TypedVote(season.round, votes_for=2)]
    return MeetingForm(dt.date(2024, 10, 6), "Nhà văn hóa", "Chủ trì", "Thư ký", votes, 2)


@action_example("recognition.call_meeting")
def _(season: Season) -> Call:
    return Call(season.open_hamlet, _call_form(season), owner=season.officer)


@action_example("recognition.move_meeting")
def _(season: Season) -> Call:
    typed = {"held_on": today() + dt.timedelta(days=2), "venue": "Trường học", "why": "nhà văn hóa đang sửa"}
    return Call(_called(season), kwargs=typed, owner=season.officer)


@action_example("recognition.drop_call")
def _(season: Season) -> Call:
    return Call(_called(season), owner=season.officer)


@action_example("recognition.take_objection")
def _(season: Season) -> Call:
    typed = {"content": "Chưa có góc học tập", "handler": "Ông A"}
    return Call(_called(season), season.open_dossiers[0], kwargs=typed, owner=season.officer)


@action_example("recognition.answer_at_meeting")
def _(season: Season) -> Call:
    typed = {"answer": "đã xem, có", "answered_on": today()}
    return Call(_spoken(season), kwargs=typed, owner=season.officer)


@action_example("recognition.tick_present")
def _(season: Season) -> Call:
    return Call(_called(season), [season.open_households[0].pk], owner=season.officer)


@action_example("recognition.keep_sign_in_sheet")
def _(season: Season) -> Call:
    return Call(_called(season), SCAN, owner=season.officer)


@action_example("recognition.correct_meeting")
def _(season: Season) -> Call:
    meeting = VillageMeeting.objects.filter(hamlet=season.open_hamlet, state="held").first()
    if meeting is None:
        _called(season)  # and with it the board of the ấp
        by = season.by(season.officer)
        meeting = recognition.record_meeting(season.open_hamlet, _meeting_form(season), by=by)
    return Call(meeting, _meeting_form(season), kwargs={"why": "ghi thiếu"}, owner=season.officer)


@action_example("recognition.set_quorum")
def _(season: Season) -> Call:
    typed = {"percent": 50, "instrument": "Hướng dẫn", "valid_from": today()}
    return Call(season.commune, kwargs=typed, owner=season.officer)


@action_example("recognition.end_quorum")
def _(season: Season) -> Call:
    return Call(_quorum(season), owner=season.officer)


@action_example("recognition.nominate")
def _(season: Season) -> Call:
    return Call(season.meeting, owner=season.head)


@action_example("recognition.review_hamlet")
def _(season: Season) -> Call:
    dossier = season.dossiers[0]
    verdicts = [TypedVerdict(dossier.pk, dossier.version, True)]
    return Call(season.round, season.hamlet, verdicts, owner=season.officer)


@action_example("recognition.review_page")
def _(season: Season) -> Call:
    dossier = season.dossiers[0]
    return Call(season.round, [TypedVerdict(dossier.pk, dossier.version, True)], owner=season.officer)


@action_example("recognition.accept_many")
def _(season: Season) -> Call:
    wanted = {dossier.pk: dossier.version for dossier in season.dossiers}
    return Call(season.round, wanted, owner=season.officer)


@action_example("recognition.undo_acceptance")
def _(season: Season) -> Call:
    return Call(season.dossiers[0], kwargs={"why": "xem lại"}, owner=season.officer)


@action_example("recognition.set_review")
def _(season: Season) -> Call:
    return Call(season.round, Shares(), kwargs={"why": "Theo hướng dẫn"}, owner=season.officer)


@action_example("recognition.draw_sample")
def _(season: Season) -> Call:
    return Call(season.round, season.hamlet, owner=season.officer)


@action_example("recognition.record_check")
def _(season: Season) -> Call:
    given = {"result": "right", "visited_by": "Bà Tư", "visited_on": today()}
    return Call(_drawn(season), kwargs=given, owner=season.officer)


@action_example("recognition.return_list")
def _(season: Season) -> Call:
    return Call(season.round, season.hamlet, kwargs={"why": "sai nhiều"}, owner=season.officer)


@action_example("recognition.withdraw_registration")
def _(season: Season) -> Call:
    given = {"withdrawn_on": today(), "why": "đi xa", "told_by": "Ông Sáu"}
    return Call(season.open_dossiers[0], kwargs=given, owner=season.officer)


@action_example("recognition.restore_registration")
def _(season: Season) -> Call:
    return Call(_withdrawn(season), kwargs={"why": "nhầm hộ"}, owner=season.officer)


@action_example("recognition.post_list")
def _(season: Season) -> Call:
    _ready_to_post(season)
    return Call(season.round, season.open_hamlet, kwargs=_HUNG, owner=season.officer)


@action_example("recognition.end_posting")
def _(season: Season) -> Call:
    return Call(_posting(season), kwargs={"ended_on": dt.date(2024, 10, 14)}, owner=season.officer)


@action_example("recognition.call_off_posting")
def _(season: Season) -> Call:
    return Call(_posting(season), kwargs={"why": "dán nhầm"}, owner=season.officer)


@action_example("recognition.renew_posting_list")
def _(season: Season) -> Call:
    hung = _posting(season)
    _opt_out(season)
    return Call(hung, owner=season.officer)


@action_example("recognition.add_posting_photo")
def _(season: Season) -> Call:
    return Call(_posting(season), _board(), owner=season.officer)


@action_example("recognition.opt_out_of_posting")
def _(season: Season) -> Call:
    given = {"said_on": today(), "told_by": "Chủ hộ"}
    return Call(season.open_dossiers[0], kwargs=given, owner=season.officer)


@action_example("recognition.undo_opt_out")
def _(season: Season) -> Call:
    return Call(_opt_out(season), owner=season.officer)


@action_example("recognition.receive_objection")
def _(season: Season) -> Call:
    _ready_to_post(season)
    return Call(season.open_dossiers[0], kwargs=_SAID, owner=season.officer)


@action_example("recognition.answer_objection")
def _(season: Season) -> Call:
    given = {"outcome": "keep", "answer": "Có dự", "answered_on": today()}
    return Call(_objection(season), kwargs=given, owner=season.officer)


@action_example("recognition.prepare_submission")
def _(season: Season) -> Call:
    return Call(season.round, owner=season.officer)


@action_example("recognition.withdraw_submission")
def _(season: Season) -> Call:
    return Call(season.submission, owner=season.officer)


@action_example("recognition.prepare_decision")
def _(season: Season) -> Call:
    return Call(season.submission, owner=season.officer)


@action_example("recognition.drop_decision")
def _(season: Season) -> Call:
    return Call(season.decision, owner=season.officer)


@action_example("recognition.amend_decision")
def _(season: Season) -> Call:
    return Call(season.decision, {season.dossiers[0].pk: "tự nguyện trả lại"}, owner=season.officer)


@action_example("recognition.set_certificate_rule")
def _(season: Season) -> Call:
    values = {"award": "first", "every_years": None, "with_qr": False}
    return Call(season.round, kwargs=values, owner=season.officer)


@action_example("recognition.mark_exemplary")
def _(season: Season) -> Call:
    return Call(season.dossiers[0], kwargs={"reason": "cả nhà đọc sách"}, owner=season.officer)


@action_example("recognition.unmark_exemplary")
def _(season: Season) -> Call:
    return Call(season.dossiers[0], owner=season.officer)


@action_example("recognition.issue_certificates")
def _(season: Season) -> Call:
    values = {"dated_on": dt.date(2024, 11, 9), "capacity": None, "sheet": _sheet()}
    return Call(season.decision, kwargs=values, owner=season.officer)


@action_example("recognition.reissue_certificate")
def _(season: Season) -> Call:
    values = {"why": "rách", "dated_on": dt.date(2024, 12, 9), "capacity": None, "sheet": _sheet()}
    return Call(_certificate(season), kwargs=values, owner=season.officer)


@action_example("recognition.withdraw_certificates")
def _(season: Season) -> Call:
    return Call(season.decision, owner=season.chair)


@action_example("recognition.set_book_pattern")
def _(season: Season) -> Call:
    return Call(season.committee, 2031, kwargs={"pattern": "{so}", "digits": 2}, owner=season.officer)


@action_example("recognition.print_certificates")
def _(season: Season) -> Call:
    return Call(_batch(season), kwargs={"sheet": _sheet()}, owner=season.officer)


@action_example("recognition.receive_certificates")
def _(season: Season) -> Call:
    received = {_certificate(season).pk: "Chủ hộ"}
    return Call(season.round, received, kwargs={"on": dt.date(2024, 11, 20)}, owner=season.officer)


@action_example("recognition.undo_receipt")
def _(season: Season) -> Call:
    return Call(_certificate(season), owner=season.officer)


@action_example("recognition.save_layout")
def _(season: Season) -> Call:
    return Call(None, season.commune, kwargs=_layout_values("Phôi khác"), owner=season.officer)


@action_example("recognition.drop_layout")
def _(season: Season) -> Call:
    return Call(_layout(season), owner=season.officer)


@action_example("recognition.decision_signed")
def _(season: Season) -> Call:
    return Call(season.decision.paper, owner=None)


# reports
@action_example("reports.prepare_report")
def _(season: Season) -> Call:
    return Call(season.commune, 2024, today(), ReportText(("UBND xã",)), owner=season.officer)


@action_example("reports.add_foreign_form")
def _(season: Season) -> Call:
    return Call(season.commune, "Biểu mới", "bieu.xlsx", province_form(("Ấp 1",)), owner=season.officer)


@action_example("reports.map_cells")
def _(season: Season) -> Call:
    details = replace(_COLUMN, cells="E8:E9")
    return Call(_foreign(season), details, owner=season.officer)


@action_example("reports.unmap_cells")
def _(season: Season) -> Call:
    form = _foreign(season)
    return Call(form, form.rules[0]["key"], owner=season.officer)


@action_example("reports.replace_foreign_file")
def _(season: Season) -> Call:
    return Call(_foreign(season), "moi.xlsx", province_form(("Ấp 1",), year=2026), owner=season.officer)


@action_example("reports.fill_foreign_form")
def _(season: Season) -> Call:
    return Call(_foreign(season), period_of("year", 2024), owner=season.officer)


@action_example("reports.drop_foreign_form")
def _(season: Season) -> Call:
    return Call(_foreign(season, "Biểu bỏ đi"), owner=season.officer)


# home
@action_example("home.start_backup")
def _(season: Season) -> Call:
    return Call(owner=season.keeper)


@action_example("home.stop_backup")
def _(season: Season) -> Call:
    return Call(BackupRun.objects.create(target="/", asked_by=""), owner=season.keeper)


# At the end: it registers its own with the two above.
# At the end: it registers with the functions above.
from tests import (  # noqa: E402
    book_examples,
    plan_examples,
    table_examples,
)
from tests.assessments import examples as _of_assessments  # noqa: E402, F401
from tests.assessments import ranking_examples as _of_rankings  # noqa: E402, F401
from tests.associations import examples as _of_associations  # noqa: E402, F401
from tests.centres import examples as _of_centres  # noqa: E402, F401
from tests.centres import facility_examples as _of_facilities  # noqa: E402, F401
from tests.centres import file_examples as _of_centre_files  # noqa: E402, F401
from tests.intake import examples as _of_intake  # noqa: E402, F401
from tests.learning import club_examples as _of_clubs  # noqa: E402, F401
from tests.learning import examples as _of_learning  # noqa: E402, F401
from tests.learning import outcome_examples as _of_outcomes  # noqa: E402, F401
from tests.learning import roll_examples as _of_roll  # noqa: E402, F401
from tests.libraries import catalogue_examples as _of_catalogues  # noqa: E402, F401
from tests.libraries import institution_examples as _of_libraries  # noqa: E402, F401
from tests.libraries import lending_examples as _of_lending  # noqa: E402, F401
from tests.libraries import list_examples as _of_book_lists  # noqa: E402, F401
from tests.materials import examples as _of_materials  # noqa: E402, F401
from tests.movements import examples as _of_movements  # noqa: E402, F401
from tests.partners import examples as _of_partners  # noqa: E402, F401
from tests.portal import examples as _of_portal  # noqa: E402, F401
from tests.reading import examples as _of_reading  # noqa: E402, F401
from tests.recognition import beside as _beside  # noqa: E402, F401
from tests.reports.periodic import examples as _of_periodic  # noqa: E402, F401
from tests.schooling import examples as _of_schooling  # noqa: E402, F401
from tests.surveys import examples as _of_surveys  # noqa: E402, F401

plan_examples.register(url_example, action_example, Visit, Call)
book_examples.register(url_example, action_example, Visit, Call)
table_examples.register(url_example, action_example, Visit, Call)
