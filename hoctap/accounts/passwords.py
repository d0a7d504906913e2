"""Which passwords are refused, besides the short ones and those of the world's lists."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from hoctap.accounts.models import Capacity
from hoctap.core.text import without_accents
from hoctap.places.models import Place

# What people here choose first, without accents and without signs between the letters; with digits behind they are as common.
_COMMON = frozenset(
    """
    matkhau matkhaumoi matkhaucuatoi khongcomatkhau doimatkhau quenmatkhau dangnhap taikhoan nguoidung
    quantri quantrivien anhyeuem emyeuanh yeuem yeuanh toiyeuvietnam vietnam vietnamvodich hanoi saigon
    thanhpho hochiminh hochiminhcity bachho dongthap camau angiang cantho danang haiphong thanhhoa
    nghean hatinh hue quangnam quangngai binhdinh khuyenhoc hoikhuyenhoc hoctap hoctapsuotdoi
    giadinhhoctap congdonghoctap congdanhoctap xahoihoctap trungtamhoctap uyban uybannhandan ubndxa
    chutich truongap truongthon truongkhom canbo giaovien hocsinh thaygiao cogiao conyeume conyeubame
    giadinh hanhphuc giadinhtoi conyeu bame chame vochong hoilamgi khongbiet khongco khongnho motbahai
    motnamhai motramtrieu tinhyeu tinhban nguyenvana nguyenthia tranvana lethib nguyen abcdef qwerty
    asdfgh zxcvbn
    """.split()  # noqa: SIM905
)


class VietnameseCommonPasswords:
    """Refuses what is guessed first in Vietnam: 'MatKhau@123', 'anhyeuem1995', 'khuyenhoc2026', and telephone numbers."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = "".join(letter for letter in without_accents(password).lower() if letter.isalnum())
        words = plain.strip("0123456789")
        if words in _COMMON:
            raise ValidationError(
                "Mật khẩu này nhiều người dùng nên dễ bị đoán. Hãy chọn vài từ không liên quan nhau.",
                code="password_common_here",
            )
        if plain.isdigit():
            raise ValidationError(
                "Mật khẩu chỉ gồm chữ số (số điện thoại, ngày sinh) dễ bị đoán. Hãy thêm chữ.",
                code="password_digits_only",
            )
        if len(set(plain)) <= 3:
            raise ValidationError(
                "Mật khẩu chỉ lặp lại vài ký tự nên dễ bị đoán. Hãy chọn vài từ không liên quan nhau.",
                code="password_repeats",
            )

    def get_help_text(self) -> str:
        return "Không dùng mật khẩu nhiều người dùng."


class WordsOfThePlace:
    """Refuses the names that whoever knows the office tries first: its places from hamlet to province, its bodies, the person's title,
    the name of this program; alone, with the word for the kind, with digits behind. The list: docs/operations/sign-in.md.
    """

    def validate(self, password: str, user: Any = None) -> None:
        words = _letters(password).strip("0123456789")
        if words and words in _words_of(user):
            raise ValidationError(
                "Mật khẩu là tên nơi làm việc hay chức vụ nên dễ bị đoán. Hãy chọn vài từ không liên quan nhau.",
                code="password_of_the_place",
            )

    def get_help_text(self) -> str:
        return "Không dùng tên xã, ấp, cơ quan, chức vụ."


def _words_of(user: Any) -> set[str]:
    """Two queries. Nobody yet (an account that is being made) has no place."""
    names = {"hoctap", "phan mem hoc tap"}
    if user is not None and not user._state.adding:
        held = Capacity.objects.filter(user=user).select_related("organisation__place")
        paths: set[Any] = set()
        for capacity in held:
            names |= {
                capacity.title,
                capacity.organisation.name,
                f"{capacity.title} {capacity.organisation.name}",
            }
            paths.update(capacity.organisation.place.path)
        for place in Place.objects.filter(pk__in=paths):
            names |= {place.name, place.full_name, place.title}
    return {_letters(name) for name in names} - {""}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", without_accents(text).lower())
