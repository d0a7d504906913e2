import io

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from hoctap.papers.pdf import docx_to_pdf, find_program
from hoctap.plans.models import Plan, Task
from hoctap.plans.tasking import actions
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.world import World


@pytest.mark.requirement("S1-42", "S2-56")
def test_who_does_what_stands_on_one_page(world: World, living: Plan, given: Task, client: Client):
    client.force_login(world.lan)
    body = client.get(reverse("plan_matrix", args=[living.pk])).text
    assert "UBND các xã" in body
    assert "CT" in body


@pytest.mark.requirement("S1-42")
def test_fifty_tasks_of_twenty_bodies_fit_one_a3_sheet(world: World, living: Plan, client: Client):
    by = world.actor(world.bich)
    for number in range(50):
        bodies = (
            BodyNamed(f"Cơ quan chuyên môn thứ {number % 20} của huyện"),
            BodyNamed(f"Đoàn thể thứ {number % 7}", part="cooperate"),
        )
        text = f"Việc thứ {number}: triển khai, hướng dẫn, kiểm tra và báo cáo kết quả thực hiện " * 2
        actions.add_task(living, TaskDetails(text.strip(), bodies=bodies, section="IV.1"), by=by)
    client.force_login(world.lan)
    answer = client.get(reverse("plan_sheet", args=[living.pk]))
    content = answer.content
    section = Document(io.BytesIO(content)).sections[0]
    assert round(section.page_width.mm), round(section.page_height.mm) == (420, 297)
    if find_program() is None:
        pytest.skip("no LibreOffice here")
    assert len(pypdfium2.PdfDocument(docx_to_pdf(content))) == 1


def test_an_outsider_gets_neither_page_nor_sheet(world: World, client: Client):
    from hoctap.plans.actions import record_plan
    from tests.figures import PLAN

    own = record_plan(world.commune, PLAN, by=world.actor(world.lan))
    client.force_login(world.oanh)
    assert client.get(reverse("plan_matrix", args=[own.pk])).status_code == 404
    assert client.get(reverse("plan_sheet", args=[own.pk])).status_code == 404
