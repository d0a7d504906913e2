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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.criteria.models import Title
from hoctap.papers import serial
from hoctap.papers.actions import About
from hoctap.people.importing.planning import Choices
from hoctap.places import catalogue
from hoctap.places.models import Numbering, OrganisationKind
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.recognition.actions import MeetingForm, TypedRow, TypedVerdict
from hoctap.reports.content import ReportText
from tests.season import Season

# Public functions of an `actions.py` that are a part of another action's change: called in its transaction, after that
# action asked for the right.
PARTS_OF_A_CHANGE = {"audit.record", "notices.queue"}


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


# places


@url_example("hamlet_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("hamlet_rename")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.hamlet.pk})


@url_example("organisation_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("organisation_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk}, own_page=True)


@url_example("organisation_edit")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.association.pk})


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


@url_example("paper_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("paper_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.decision.paper_id})


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


# people


@url_example("event_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, own_page=True)


@url_example("household_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"hamlet": season.hamlet.pk}, own_page=True)


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


@url_example("round_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, post={})


@url_example("round_submission")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": season.round.pk}, post={})


@url_example("entry_list")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk, "hamlet_pk": season.open_hamlet.pk}
    key = str(season.open_dossiers[0].pk)
    row = {"rows": key, f"row-{key}-version": season.open_dossiers[0].version, f"row-{key}-registered": "1"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=row)]


@url_example("entry_register_all")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk}, post={})


@url_example("meeting_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": season.round.pk, "hamlet_pk": season.hamlet.pk})


@url_example("review_list")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.round.pk, "hamlet_pk": season.hamlet.pk}
    key = str(season.dossiers[0].pk)
    verdict = {"rows": key, f"version-{key}": season.dossiers[0].version, f"verdict-{key}": "accept"}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=verdict)]


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


@url_example("dossier_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


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


@url_example("report_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, own_page=True)


@url_example("report_new")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("report_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": season.report.pk})


# home


@url_example("home")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, own_page=True)


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("ban-sua.docx", b"PK\x03\x04 word/document.xml")


# ---------------------------------------------------------------- actions, in the order of the apps

# places


@action_example("places.load_places")
def _(season: Season) -> Call:
    return Call([], owner=None)


@action_example("places.install_commune")
def _(season: Season) -> Call:
    return Call(catalogue.load().resolve("30055", dt.date(2024, 6, 1)), owner=None)


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


@action_example("accounts.deactivate_account")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.reactivate_account")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.admin)


@action_example("accounts.note_own_password")
def _(season: Season) -> Call:
    return Call(season.head, owner=season.head)


# notices


@action_example("notices.mark_read")
def _(season: Season) -> Call:
    return Call(season.notice, owner=season.officer)


@action_example("notices.mark_all_read")
def _(season: Season) -> Call:
    return Call(owner=season.officer, own_matter="only the actor's own notices are touched")


# papers


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


@action_example("papers.file_paper")
def _(season: Season) -> Call:
    return Call(season.decision.paper, owner=season.officer)


@action_example("papers.void_paper")
def _(season: Season) -> Call:
    return Call(season.meeting.minutes, owner=season.officer)


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
    return Call(season.households[0], kwargs={"left_year": 2025, "why": "chuyển đi"}, owner=season.officer)


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


@action_example("recognition.close_round")
def _(season: Season) -> Call:
    return Call(season.round, owner=season.officer)


@action_example("recognition.save_list")
def _(season: Season) -> Call:
    dossier = season.open_dossiers[0]
    return Call(
        season.round, season.open_hamlet, [TypedRow(dossier.pk, dossier.version, True)], owner=season.officer
    )


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


@action_example("recognition.record_meeting")
def _(season: Season) -> Call:
    form = MeetingForm(dt.date(2024, 10, 6), "Nhà văn hóa", "Chủ trì", "Thư ký", 2, 2)
    return Call(season.round, season.open_hamlet, form, owner=season.officer)


@action_example("recognition.nominate")
def _(season: Season) -> Call:
    return Call(season.meeting, owner=season.head)


@action_example("recognition.review_hamlet")
def _(season: Season) -> Call:
    dossier = season.dossiers[0]
    verdicts = [TypedVerdict(dossier.pk, dossier.version, True)]
    return Call(season.round, season.hamlet, verdicts, owner=season.officer)


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


@action_example("recognition.decision_signed")
def _(season: Season) -> Call:
    return Call(season.decision.paper, owner=None)


# reports


@action_example("reports.prepare_report")
def _(season: Season) -> Call:
    return Call(season.commune, 2024, today(), ReportText(("UBND xã",)), owner=season.officer)
