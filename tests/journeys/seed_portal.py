"""A commune's open door with classes, books and families, put into an empty database: its address."""

import sys

import django

django.setup()

from hoctap.core.dates import today  # noqa: E402
from hoctap.libraries.models import Copy, Library, Title  # noqa: E402
from hoctap.people import actions as people  # noqa: E402
from hoctap.people.models import Purpose  # noqa: E402
from hoctap.portal.models import SignUp  # noqa: E402
from hoctap.surveys.requests.actions import open_wish_box  # noqa: E402
from tests import season as steps  # noqa: E402
from tests.centres.hands import centre_at  # noqa: E402
from tests.portal import hands  # noqa: E402
from tests.world import make_world  # noqa: E402

MANY_CLASSES, MANY_BOOKS = 60, 1500


def fill(*, many: bool = False) -> str:
    season = steps.walk(make_world(), last=steps.sign_decision)
    commune, by = season.commune, hands.everything(season.commune)
    shelf = hands.library_at(season.hamlet, "Tủ sách Ấp 1")
    for name, authors in (
        ("Dế mèn phiêu lưu ký", "Tô Hoài"),
        ("Kỹ thuật trồng sen lấy hạt", "Nhiều tác giả"),
        ("Đất rừng phương Nam", "Đoàn Giỏi"),
    ):
        hands.book_at(shelf, name, authors=authors)
    people.record_place_basis(
        commune, purpose=Purpose.PUBLICATION, legal_text="Quyết định số 12/QĐ-UBND", given_on=today(), by=by
    )
    open_wish_box(centre_at(commune), by=by)
    door = hands.door_at(commune)
    first = hands.class_at(season.hamlet, title="Kỹ thuật ghép cam sành, chăm sóc vườn sau mùa nước")
    hands.taking(first, places=30)
    hands.class_at(commune, title="Dùng điện thoại an toàn, tránh lừa đảo", on=today() + 2 * hands.SOON)
    full = hands.taking(hands.class_at(season.open_hamlet, title="Đan lục bình"), places=1)
    hands.comes(door, full, "Bà Ba")
    if many:
        for number in range(MANY_CLASSES):
            hands.taking(hands.class_at(season.hamlet, title=f"Lớp số {number}"), places=30)
        _shelve(shelf)
    return f"/c/{door.slug}/"


def _shelve(shelf: Library) -> None:
    titles = [
        Title(place=shelf.place.parent, name=f"Truyện số {number}", authors="Nhiều tác giả", added_on=today())
        for number in range(MANY_BOOKS)
    ]
    for title in titles:
        title.fill_search()
    Title.objects.bulk_create(titles)
    Copy.objects.bulk_create(
        Copy(title=title, library=shelf, code=f"M{number:06}", acquired_on=today())
        for number, title in enumerate(titles)
    )


if __name__ == "__main__":
    counts = sys.argv[1:] == ["count"]
    many = sys.argv[1:] == ["many"]
    sys.stdout.write(str(SignUp.objects.exclude(name="").count()) if counts else fill(many=many))
