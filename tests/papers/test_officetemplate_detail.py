"""One template of an office: tried, ended; and the list of all."""

import datetime as dt

import pypdfium2
import pytest
from django.urls import reverse

from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.tasks import make_example_pdf
from hoctap.papers.templating import actions
from tests.papers.test_officetemplate_new import LONG_AGO, notice, take
from tests.recognition.hands import refused, shown, sign_in
from tests.season import Season
from tests.tools import require_program

DETAIL = "officetemplate_detail"


def test_the_example_can_be_seen_as_word_and_as_pdf(met: Season):
    require_program("soffice")
    template = take(met)
    lan = sign_in(met.officer)
    address = reverse("officetemplate_example", args=[template.pk])
    assert "Bản PDF đang được làm" in shown(lan.get(reverse(DETAIL, args=[template.pk])))
    assert lan.get(address, {"as": "pdf"}).status_code == 404
    assert lan.get(address)["Content-Type"] == files.DOCX
    make_example_pdf(str(template.pk))
    make_example_pdf(str(template.pk))  # twice is once
    answer = lan.get(address, {"as": "pdf"})
    content = b"".join(answer) if answer.streaming else answer.content
    page = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert "THÔNG BÁO CỦA HỘI" in page
    assert lan.get(reverse("officetemplate_docx", args=[template.pk])).status_code == 200


def test_it_ends_on_a_day_and_the_shipped_one_is_used_again(met: Season):
    template = take(met)
    paper = notice(met)
    lan = sign_in(met.officer)
    end = reverse("officetemplate_end", args=[template.pk])
    refused(lan.post(end, {"ended_on": "2023-12-31"}), "không được trước ngày ấy")
    refused(lan.post(end, {"ended_on": ""}), "Hãy ghi")
    answer = lan.post(end, {"ended_on": "2024-06-01"}, follow=True)
    assert "Đã ghi ngày ngừng dùng mẫu." in shown(answer)
    assert notice(met).versions.get().template is None
    assert paper.versions.get().template == template
    with pytest.raises(Refused, match="đã ngừng dùng từ ngày 01/06/2024"):
        actions.end_template(template, on=dt.date(2024, 7, 1), by=met.by(met.officer))


def test_an_outsider_learns_nothing(met: Season):
    template = take(met)
    oanh = sign_in(met.world.oanh)
    for name in (DETAIL, "officetemplate_docx", "officetemplate_example"):
        assert oanh.get(reverse(name, args=[template.pk])).status_code in (403, 404)
    assert oanh.post(
        reverse("officetemplate_end", args=[template.pk]), {"ended_on": "2024-06-01"}
    ).status_code in (403, 404)
    with pytest.raises(Forbidden):
        actions.end_template(template, on=LONG_AGO, by=met.world.actor(met.world.oanh))
