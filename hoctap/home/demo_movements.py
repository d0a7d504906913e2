"""Days and movements of a commune in the demonstration: the four days of the year, one of them planned and told of, one movement with
units and results. What is written is marked as an illustration.
"""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.movements.campaigns.actions import join_movement, launch_movement, record_result, review_movement
from hoctap.movements.campaigns.rules import MovementTyped, ResultTyped
from hoctap.movements.days.actions import plan_occasion, tell_results
from hoctap.movements.days.models import Observance
from hoctap.movements.days.rules import OccasionTyped
from hoctap.movements.days.storing import load_shipped_days
from hoctap.places.models import Level, Place

MARKED = "(minh họa)"
NAME = "Học để thay đổi và thích ứng với công nghệ 4.0"


def add(commune: Place, by: Actor) -> None:
    """Days are told from today: the day planned is the last of the four that has gone by, or the next one."""
    load_shipped_days()
    day = today()
    _day(commune, day, by)
    launched = day - 60 * ONE_DAY
    movement = launch_movement(
        commune,
        MovementTyped(
            name=NAME,
            kind="emulation",
            launcher="committee",
            launcher_name=f"Ủy ban nhân dân {commune.full_name}",
            document=f"Kế hoạch phát động {MARKED}",
            launched_on=launched,
            first_on=launched,
            last_on=day + 120 * ONE_DAY,
            goal="Mỗi ấp có một nhóm tự học kỹ năng số.",
            tasks="Lập nhóm tự học\nMỗi tháng một buổi\nMỗi hộ một người dùng được dịch vụ công trực tuyến",
            channels="Loa truyền thanh, Zalo ấp",
            titles=("learning_family",),
        ),
        by=by,
    )
    hamlets = Place.objects.filter(parent=commune, level=Level.HAMLET, valid_to__isnull=True)
    names = [one.name for one in hamlets.order_by("sort_key")[:4]]
    units = join_movement(movement, commune, "hamlet", names, registered_on=launched + 5 * ONE_DAY, by=by)
    units += join_movement(movement, commune, "organisation", ["Hội Phụ nữ xã", "Đoàn Thanh niên xã"], by=by)
    for number, unit in enumerate(units[:3], start=1):
        told = ResultTyped(
            "interim", day - ONE_DAY, f"Đã lập nhóm, họp {number} buổi {MARKED}", 12 * number, number > 1
        )
        record_result(unit, told, by=by)
    review_movement(
        movement,
        stage="interim",
        held_on=day,
        text=f"Các ấp đã có nhóm tự học; hai đoàn thể mới bắt đầu {MARKED}.",
        by=by,
    )


def _day(commune: Place, day: dt.date, by: Actor) -> None:
    days = Observance.objects.filter(place__isnull=True, rule="date").order_by("month", "day")
    falls = [(dt.date(day.year, one.month, one.day), one) for one in days if one.month and one.day]
    past = [(on, one) for on, one in falls if on <= day]
    on, observance = past[-1] if past else falls[0]
    occasion = plan_occasion(
        commune,
        OccasionTyped(
            f"{observance.name} năm {on.year}",
            on,
            on,
            "commune",
            "organiser",
            theme="Sách và gia đình",
            document=f"Kế hoạch của xã {MARKED}",
            lead="Thư viện xã",
            items=[
                ("Trưng bày sách mới", "Thư viện xã"),
                ("Kể chuyện theo sách cho học sinh", "Trường Tiểu học"),
                ("Phát động tặng sách cho tủ sách ấp", "Hội Khuyến học xã"),
            ],
        ),
        observance=observance,
        by=by,
    )
    if past:
        tell_results(occasion, results=f"Trưng bày cả ngày, học sinh hai lớp đến đọc {MARKED}.", by=by)
