import datetime
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from hoctap.core import vietnamese


def render(source: str, request_path: str = "/", /, **values: object) -> str:
    request = RequestFactory().get(request_path)
    template = engines["django"].from_string("{% load ui %}" + source)
    return template.render({"request": request, **values}, request)


# --- numbers and dates


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1502, "1.502"),
        (1234567, "1.234.567"),
        (1234.5, "1.234,5"),
        (Decimal("85.0"), "85"),
        (Decimal("7.50"), "7,5"),
        (Decimal("-1200.25"), "-1.200,25"),
        (100, "100"),
    ],
)
def test_a_number_is_written_as_a_vietnamese_office_writes_it(value: vietnamese.Number, text: str) -> None:
    assert vietnamese.format_number(value) == text


def test_a_fixed_number_of_places_keeps_its_zeros() -> None:
    assert vietnamese.format_number(Decimal("7.5"), places=2) == "7,50"


def test_a_share_has_one_decimal_at_most() -> None:
    assert vietnamese.format_percent(Decimal("82.8894")) == "82,9\N{NO-BREAK SPACE}%"
    assert vietnamese.format_percent(85) == "85\N{NO-BREAK SPACE}%"


def test_nothing_counted_has_no_share() -> None:
    assert vietnamese.percent_of(0, 0) is None
    assert vietnamese.percent_of(None, 10) is None
    assert vietnamese.percent_of(1, 3) == Decimal(100) / 3


def test_a_share_is_never_rounded_up_to_a_target_it_has_not_reached() -> None:
    assert vietnamese.format_share(Decimal("84.96"), 85) == "84,96\N{NO-BREAK SPACE}%"
    assert vietnamese.format_share(Decimal("84.99999"), 85) == "84,9999\N{NO-BREAK SPACE}%"
    assert vietnamese.format_share(Decimal("85.04"), 85) == "85\N{NO-BREAK SPACE}%"


def test_a_moment_is_shown_on_the_clock_of_the_office() -> None:
    moment = datetime.datetime(2024, 11, 14, 2, 41, tzinfo=datetime.UTC)
    assert vietnamese.format_datetime(moment) == "14/11/2024 09:41"
    assert vietnamese.format_date(datetime.date(2024, 11, 5)) == "05/11/2024"


@pytest.mark.parametrize("name", ["vn_number", "vn_percent", "vn_date", "vn_datetime", "vn_time"])
def test_what_is_missing_is_a_dash_that_is_spoken_and_never_a_zero(name: str) -> None:
    html = render(f"{{{{ value|{name} }}}}{{{{ unknown|{name} }}}}", value=None)
    assert html.count("chưa có số liệu") == 2
    assert "0" not in html


def test_zero_is_zero() -> None:
    assert render("{{ value|vn_number }}", value=0) == "0"


# --- states, deadlines, figures


def test_a_state_has_a_word_a_shape_and_a_colour() -> None:
    html = render('{% state_badge "returned" "Trả lại để bổ sung" %}')
    assert "Trả lại để bổ sung" in html
    assert "<svg" in html
    assert "tone-returned" in html


def test_a_state_nobody_named_a_tone_for_stays_neutral() -> None:
    assert "tone-neutral" in render('{% state_badge "unheard_of" "Trạng thái mới" %}')


def test_before_the_fifteenth_ends_on_the_fourteenth() -> None:
    html = render(
        "{% deadline before=before today=today %}",
        before=datetime.date(2024, 11, 15),
        today=datetime.date(2024, 11, 9),
    )
    assert "14/11/2024" in html
    assert "còn 5 ngày" in html
    assert "trước ngày 15/11/2024" in html


@pytest.mark.parametrize(
    ("today", "words"), [(14, "hôm nay là ngày cuối"), (15, "quá hạn 1 ngày"), (17, "quá hạn 3 ngày")]
)
def test_the_day_of_a_deadline_and_the_days_after_it_are_said(today: int, words: str) -> None:
    html = render(
        "{% deadline last_day=last today=today %}",
        last=datetime.date(2024, 11, 14),
        today=datetime.date(2024, 11, today),
    )
    assert words in html


def test_what_is_done_is_not_called_overdue() -> None:
    html = render(
        "{% deadline last_day=last today=today done=True %}",
        last=datetime.date(2024, 11, 14),
        today=datetime.date(2025, 1, 1),
    )
    assert "quá hạn" not in html


def test_a_bar_says_how_many_households_are_missing() -> None:
    html = render('{% target_bar "Gia đình học tập" 1245 1502 85 late=12 %}')
    assert "còn thiếu 32 hộ" in html
    assert "12 hộ trễ hạn" in html
    assert 'x1="85.00%"' in html
    assert 'role="img"' in html


def test_a_bar_that_rounds_to_its_target_has_not_reached_it() -> None:
    html = render('{% target_bar "Gia đình học tập" 8496 10000 85 %}')
    assert "84,96" in html
    assert "đạt chỉ tiêu" not in html.replace("còn thiếu", "")
    assert "còn thiếu 4 hộ" in html


def test_a_bar_without_figures_says_so_and_draws_no_result() -> None:
    html = render('{% target_bar "Gia đình học tập" result total 85 %}', result=None, total=1502)
    assert "chưa có số liệu" in html.lower()
    assert 'class="bar-fill" width="0"' in html


def test_a_target_may_be_a_count() -> None:
    html = render('{% target_bar "Cộng đồng học tập" 5 none 8 unit="ấp" %}', none=None)
    assert "còn thiếu 3 ấp" in html
    assert "%" not in re.sub(r'(width|height|x|y|x1|x2|y1|y2)="[^"]*"', "", html)


def test_a_figure_shows_its_parts_and_opens_down() -> None:
    html = render('{% figure 1245 1502 "hộ" url="/ho-so" %}')
    assert "1.245 / 1.502 hộ" in html
    assert "82,9" in html
    assert 'href="/ho-so"' in html


# --- lists


def test_steps_of_a_round_may_be_objects_or_mappings() -> None:
    step = {"title": "Họp bình xét", "url": "/hop", "code": "in_progress", "state": "Đang làm", "now": True}
    for steps in ([step], [SimpleNamespace(**step)]):
        html = render("{% task_list steps %}", steps=steps)
        assert 'href="/hop"' in html
        assert "task-now" in html


def test_three_scores_stand_side_by_side_and_one_column_takes_input() -> None:
    row = {
        "code": "1",
        "name": "Trẻ em đi học",
        "clause": "Mục I.1",
        "max": 15,
        "group": "I",
        "family": {"points": 15, "by": "Nguyễn Văn Bảy"},
        "hamlet": {"points": 10, "by": "Lê Văn Tám", "why": "thiếu giấy khen"},
        "commune": {"points": None, "name": "points-1"},
    }
    html = render('{% score_columns rows editable="commune" %}', rows=[row])
    assert "Gia đình tự chấm" in html
    assert "thiếu giấy khen" in html
    assert 'name="points-1"' in html
    assert html.count("<input") == 1


def test_an_entry_row_keeps_unknown_apart_from_failed() -> None:
    rows = [
        {"id": "a", "name": "Võ Văn Sáu", "passed": None, "version": 3},
        {"id": "b", "name": "Đặng Thị Út", "passed": False},
    ]
    html = render("{% entry_list rows %}", rows=rows)
    assert re.search(r'name="row-a-passed" value="" data-ht-col="passed" checked', html)
    assert re.search(r'name="row-b-passed" value="no" data-ht-col="passed" checked', html)
    assert 'name="row-a-version" value="3"' in html
    assert html.count('name="rows"') == 2


def test_an_entry_list_shows_only_the_columns_asked_for() -> None:
    html = render('{% entry_list rows show="registered" %}', rows=[{"id": "a", "name": "Võ Văn Sáu"}])
    assert "row-a-registered" in html
    assert "row-a-passed" not in html


# --- forms


class SigningForm(forms.Form):
    number = forms.CharField(label="Số văn bản", help_text="Ví dụ: 87/QĐ-UBND")
    way = forms.ChoiceField(
        label="Cách ký", choices=[("ink", "Ký tay"), ("digital", "Ký số")], widget=forms.RadioSelect
    )
    scan = forms.FileField(label="Bản chụp", required=False)
    sure = forms.BooleanField(label="Đã đối chiếu", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_hint_and_error_are_tied_to_their_field() -> None:
    html = render("{% field form.number width=10 %}", form=SigningForm({"number": ""}))
    assert 'aria-describedby="id_number_hint id_number_error"' in html
    assert 'id="id_number_hint"' in html
    assert 'id="id_number_error"' in html
    assert 'aria-invalid="true"' in html
    assert "w-ch-10" in html


def test_only_what_is_optional_is_marked() -> None:
    form = SigningForm()
    assert "không bắt buộc" in render("{% field form.scan %}", form=form)
    assert "không bắt buộc" not in render("{% field form.number %}", form=form)


def test_a_group_of_choices_is_a_fieldset_with_its_question() -> None:
    html = render("{% field form.way %}", form=SigningForm())
    assert "<fieldset" in html
    assert "<legend>Cách ký" in html
    assert html.count('type="radio"') == 2


class WishForm(forms.Form):
    wish = forms.MultipleChoiceField(
        label="Muốn học",
        choices=[
            ("Sản xuất", [("crops", "Trồng trọt"), ("fish", "Thủy sản")]),
            ("Sức khỏe", [("care", "Phòng bệnh")]),
            ("Kỹ năng số", [("phone", "Dùng điện thoại")]),
            ("other", "Điều khác"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )


def test_choices_under_heads_fold_together_and_what_is_chosen_is_in_sight() -> None:
    html = render("{% field form.wish %}", form=WishForm({"wish": ["care"]}))
    heads = re.findall(r"<details[^>]*?( open)?><summary>([^<]+)</summary>", html)
    assert heads == [("", "Sản xuất"), (" open", "Sức khỏe"), ("", "Kỹ năng số")]
    assert html.index("</details>", html.index("Dùng điện thoại")) < html.index("Điều khác")
    assert html.count('type="checkbox"') == 5
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["care"]


def test_the_summary_of_errors_leads_to_the_first_choice_under_a_head() -> None:
    target = re.search(r'href="#([^"]+)"', render("{% error_summary form %}", form=WishForm({})))
    assert target is not None
    html = render("{% field form.wish %}", form=WishForm({}))
    assert f'id="{target[1]}"' in html
    assert re.findall(r"<details[^>]*?( open)?><summary>", html) == [" open", "", ""]


def test_a_photo_can_be_taken_at_once() -> None:
    html = render('{% file_upload form.scan capture="environment" %}', form=SigningForm())
    assert 'capture="environment"' in html
    assert 'accept="image/*,.pdf"' in html


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    html = render("{% error_summary form %}", form=SigningForm({}))
    assert 'href="#id_number"' in html
    assert 'href="#id_way_0"' in html
    assert "Số văn bản:" in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert render("{% error_summary form %}", form=SigningForm()).strip() == ""


def test_a_refusal_says_what_by_which_rule_until_when_and_who_helps() -> None:
    reason = SimpleNamespace(
        text="Còn 3 hộ chưa bình xét", rule="mục 4.2", until="trước ngày 15/11", who="trưởng ấp Lê Văn Tám"
    )
    html = render('{% error_summary reasons title="Chưa gửi được" %}', reasons=[reason])
    for word in (
        "Còn 3 hộ chưa bình xét",
        "mục 4.2",
        "trước ngày 15/11",
        "trưởng ấp Lê Văn Tám",
        "Chưa gửi được",
    ):
        assert word in html


def test_a_reason_may_be_a_plain_sentence() -> None:
    assert "Chưa có minh chứng" in render("{% error_summary reasons %}", reasons=["Chưa có minh chứng"])


# --- tables


def test_sorting_keeps_the_filters_and_leaves_the_page() -> None:
    html = render('{% sort_head "Ấp" "hamlet" %}', "/ho?ap=3&page=7&sort=hamlet")
    assert 'aria-sort="ascending"' in html
    assert "ap=3" in html
    assert "sort=-hamlet" in html
    assert "page=" not in html


def test_pages_keep_the_filters() -> None:
    page = Paginator(range(1502), 50).page(2)
    html = render('{% pagination page unit="hộ" %}', "/ho?ap=3&page=2", page=page)
    assert "hộ 51–100 / 1.502" in html
    assert "?page=3&amp;ap=3" in html


def test_one_page_needs_no_pages() -> None:
    assert render("{% pagination page %}", page=Paginator(range(3), 50).page(1)).strip() == ""


# --- safety


def test_a_name_with_markup_stays_a_name() -> None:
    name = "<script>alert(1)</script>"
    rows = [{"id": "a", "name": name}]
    sources: dict[str, dict[str, object]] = {
        "{% page_header name %}": {},
        '{% state_badge "draft" name %}': {},
        "{% table caption=name %}{{ name }}{% endtable %}": {},
        "{% target_bar name 1 2 85 %}": {},
        "{% entry_list rows %}": {"rows": rows},
        "{% error_summary reasons %}": {"reasons": [name]},
        '{% confirm title=name button="Ký" %}{{ name }}{% endconfirm %}': {},
        "{% notice %}{{ name }}{% endnotice %}": {},
        "{% empty_state name %}": {},
    }
    for source, values in sources.items():
        assert "<script>" not in render(source, "/", name=name, **values), source


def test_nothing_the_content_security_policy_would_refuse() -> None:
    everything = render(
        '{% page_header "a" %}{% target_bar "b" 1 2 85 late=1 %}{% saved_state pending=3 %}{% sample_mark %}'
        '{% entry_list rows %}{% confirm title="a" button="b" %}{% endconfirm %}{% empty_state "a" %}'
        "{% field form.number %}{% track steps 'draft' %}",
        rows=[{"id": "a", "name": "Võ Văn Sáu"}],
        form=SigningForm({}),
        steps=[("draft", "Bản nháp"), ("signed", "Đã ký")],
    )
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script|<style|javascript:", everything)


def test_a_value_of_several_pieces_stays_in_one_piece_in_a_card():
    cells = '<tr><td data-label="A">12</td><td data-label="B"><a href="/x/">ba</a></td><td data-label="C">ba, <b>bốn</b></td></tr>'
    made = (
        engines["django"]
        .from_string("{% load ui %}{% table caption='x' %}" + cells + "{% endtable %}")
        .render({})
    )
    assert '<td data-label="A">12</td>' in made
    assert '<td data-label="B"><a href="/x/">ba</a></td>' in made
    assert '<td data-label="C"><div>ba, <b>bốn</b></div></td>' in made
    wide = (
        engines["django"]
        .from_string("{% load ui %}{% table caption='x' cards=False %}" + cells + "{% endtable %}")
        .render({})
    )
    assert "<div>ba" not in wide
