"""What a code tells whoever holds it: the state of what was left, no name, no telephone, no answer about a person."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date, format_time
from hoctap.libraries.circulation.holds.queries import waiting_before
from hoctap.libraries.circulation.models import HOLD_OPEN, HoldState
from hoctap.people.models import RequestState
from hoctap.portal.models import (
    DataRequest,
    DataRequestState,
    Door,
    HoldRequest,
    SignUp,
    SignUpState,
)
from hoctap.portal.rules import read_code, shown_code


@dataclass(frozen=True)
class Told:
    row: Any
    kind: str
    """signup, hold or request."""
    title: str
    state: str
    tone: str
    lines: tuple[str, ...] = ()
    can_cancel: bool = False

    @property
    def code(self) -> str:
        return shown_code(self.row.code)


def told_of(door: Door, typed: str) -> Told | None:
    """Three queries at most; what somebody reads is told by its title, to whoever holds the code."""
    code = read_code(typed)
    if not code:
        return None
    return _sign_up(door, code) or _hold(door, code) or _request(door, code)


def _sign_up(door: Door, code: str) -> Told | None:
    rows = SignUp.objects.filter(code=code, class_door__activity__commune=door.place_id)
    row = (
        rows.select_related("class_door__activity").prefetch_related("class_door__activity__sessions").first()
    )
    if row is None:
        return None
    activity = row.class_door.activity
    words = {
        SignUpState.COMING: (_("Đã có chỗ"), "done"),
        SignUpState.WAITING: (_("Đang chờ có chỗ"), "waiting"),
        SignUpState.CANCELLED: (_("Đã hủy"), "refused"),
    }
    state, tone = words[SignUpState(row.state)]
    if activity.state == "cancelled":
        state, tone = _("Lớp không tổ chức nữa"), "refused"
    lines = [_("%(people)d người") % {"people": row.people}]
    lines += [
        format_date(one.on) + (f", {format_time(one.starts_at)}" if one.starts_at else "")
        for one in activity.sessions.all()
        if one.state != "cancelled"
    ][:6]
    return Told(row, "signup", activity.title, state, tone, tuple(lines), row.state != SignUpState.CANCELLED)


def _hold(door: Door, code: str) -> Told | None:
    """As the library's own line has it now."""
    rows = HoldRequest.objects.filter(code=code, hold__library__place__path__contains=[door.place_id])
    row = rows.select_related("hold__title", "hold__library").first()
    if row is None:
        return None
    hold = row.hold
    held = HoldState(hold.state)
    if held == HoldState.READY and hold.until is not None and hold.until < today():
        held = HoldState.EXPIRED  # the job of the night has not come by yet
    words = {
        HoldState.WAITING: (_("Đang chờ sách về"), "waiting"),
        HoldState.READY: (_("Sách đã giữ, mời đến lấy"), "done"),
        HoldState.TAKEN: (_("Đã lấy sách"), "done"),
        HoldState.EXPIRED: (_("Quá ngày giữ, sách dành cho người khác"), "refused"),
        HoldState.DROPPED: (_("Thư viện không giữ được"), "refused"),
        HoldState.CANCELLED: (_("Đã hủy"), "refused"),
    }
    state, tone = words[held]
    lines = [hold.library.name]
    if held == HoldState.WAITING:
        lines.append(_("Đứng thứ %(place)d trong hàng chờ") % {"place": waiting_before(hold) + 1})
    if held == HoldState.READY and hold.until is not None:
        lines.append(_("Giữ đến hết ngày %(day)s") % {"day": format_date(hold.until)})
    if held == HoldState.DROPPED and hold.dropped_why:
        lines.append(hold.dropped_why)
    return Told(row, "hold", hold.title.name, state, tone, tuple(lines), held in HOLD_OPEN)


def _request(door: Door, code: str) -> Told | None:
    row = DataRequest.objects.filter(code=code, place=door.place_id).select_related("registered").first()
    if row is None:
        return None
    lines = [_("Nhận ngày %(day)s") % {"day": format_date(row.received_on)}]
    if row.state == DataRequestState.NEW:
        state, tone = _("Đã nhận, xã sẽ liên lạc để kiểm tra đúng là ông/bà"), "waiting"
        lines.append(_due(row.due_on))
    elif row.state == DataRequestState.DROPPED:
        state, tone = _("Không nhận được yêu cầu này"), "refused"
        lines.append(row.dropped_why)
    else:
        registered = row.registered
        assert registered is not None
        if registered.state == RequestState.OPEN:
            state, tone = _("Đã vào sổ, đang giải quyết"), "working"
            lines.append(_due(registered.due_on))
        elif registered.state == RequestState.DONE:
            state, tone = _("Đã giải quyết; xã trả lời riêng cho ông/bà"), "done"
        else:
            state, tone = _("Xã từ chối; lý do gửi riêng cho ông/bà"), "refused"
    return Told(row, "request", _("Yêu cầu về dữ liệu của chính mình"), state, tone, tuple(lines))


def _due(day: dt.date) -> str:
    return _("Trả lời chậm nhất hết ngày %(day)s") % {"day": format_date(day)}
