"""One incident: weighed, told, closed; late stays late."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hoctap.audit.models import Event
from hoctap.core.refusals import Refused
from hoctap.papers.layout_check import check_layout
from hoctap.privacy import actions
from hoctap.privacy.contents import FORM_MARK
from hoctap.privacy.models import Incident
from tests.world import World


def happened(world: World, hours_ago: int = 5) -> Incident:
    return actions.record_incident(
        world.commune,
        kind="sent",
        what="Gửi nhầm danh sách cho nhóm Zalo của ấp",
        found_at=timezone.now() - dt.timedelta(hours=hours_ago),
        by=world.actor(world.admin),
    )


def at(incident: Incident, hours: float) -> str:
    return timezone.localtime(incident.found_at + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


WEIGHED = {
    "data_kinds": "họ tên, năm sinh",
    "subjects_count": "120",
    "consequences": "Có thể bị gọi điện quấy rầy",
    "measures": "Đã xóa tin nhắn",
    "is_harm_likely": "yes",
}


def words_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_from_finding_to_closing_every_step_is_kept(world: World, client: Client):
    incident = happened(world)
    client.force_login(world.admin)
    url = reverse("incident_detail", args=[incident.pk])
    assert "Còn 66 giờ" in client.get(url).content.decode()
    close = reverse("incident_close", args=[incident.pk])
    refused = client.post(close, {})
    assert refused.status_code == 422
    assert "Chưa đánh giá" in refused.content.decode()
    client.post(reverse("incident_assess", args=[incident.pk]), WEIGHED)
    assert client.post(close, {"untold_why": "không cần"}).status_code == 422, "harm is likely"
    authority = reverse("incident_authority", args=[incident.pk])
    assert "cơ quan nào" in client.post(authority, {"told_at": at(incident, 2)}).content.decode()
    client.post(authority, {"told_at": at(incident, 2), "told_whom": "Công an tỉnh", "late_why": "thừa"})
    assert client.post(close, {}).status_code == 422, "the people were not told"
    subjects = reverse("incident_subjects", args=[incident.pk])
    client.post(subjects, {"subjects_told_at": at(incident, 3), "subjects_told_how": "Gặp từng nhà"})
    client.post(close, {"lessons": "Khóa gửi tệp"})
    incident.refresh_from_db()
    assert (incident.subjects_count, incident.is_harm_likely, incident.late_why) == (120, True, "")
    assert incident.closed_by.startswith("Võ Thành Quản")
    with pytest.raises(Refused, match="không sửa được nữa"):
        actions.tell_authority(incident, told_at=timezone.now(), told_whom="x", by=world.actor(world.admin))
    told = {
        f"privacy.incident.{word}"
        for word in ("recorded", "assessed", "authority_told", "subjects_told", "closed")
    }
    assert told <= set(Event.objects.values_list("what", flat=True))


def test_late_is_late_with_its_reason_and_the_database_holds_to_it(world: World, client: Client):
    incident = happened(world, hours_ago=90)
    client.force_login(world.admin)
    url = reverse("incident_detail", args=[incident.pk])
    assert "Đã quá 72 giờ" in client.get(url).content.decode()
    assert "đã quá 72 giờ" in client.get("/").content.decode()
    authority = reverse("incident_authority", args=[incident.pk])
    late = {"told_at": at(incident, 80), "told_whom": "Công an tỉnh"}
    response = client.post(authority, late)
    assert response.status_code == 422
    assert "vì sao chậm" in response.content.decode()
    client.post(authority, late | {"late_why": "Mất liên lạc vì bão"})
    body = client.get(url).content.decode()
    assert "chậm" in body
    assert "Mất liên lạc vì bão" in body
    with pytest.raises(IntegrityError, match="late_with_reason"), transaction.atomic():
        Incident.objects.update(late_why="")


def test_the_form_says_what_is_known_and_leaves_the_rest_to_the_pen(world: World, client: Client):
    incident = happened(world)
    client.force_login(world.admin)
    url = reverse("incident_form", args=[incident.pk])
    blank = client.get(url).content
    assert check_layout(blank, "record", sample_mark=FORM_MARK) == []
    words = words_of(blank)
    assert "Gửi nhầm danh sách cho nhóm Zalo của ấp" in words
    assert "THÔNG BÁO" in words
    client.post(reverse("incident_assess", args=[incident.pk]), WEIGHED)
    filled = words_of(client.get(url).content)
    assert "Có thể bị gọi điện quấy rầy" in filled
    assert filled.count("………") < words.count("………")
    client.force_login(world.oanh)
    assert client.get(url).status_code == 403
