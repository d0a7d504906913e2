"""Which passwords are refused, and how those that are taken are kept."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hoctap.accounts.models import User
from tests.world import World

LAN = User(login="lan", full_name="Nguyễn Thị Lan", phone="0912345678")
# N, r, p of scrypt that OWASP's Password Storage Cheat Sheet holds equal.
OWASP = {(2**17, 8, 1), (2**16, 8, 2), (2**15, 8, 3), (2**14, 8, 5), (2**13, 8, 10)}


@pytest.mark.parametrize(
    "password",
    [
        "1234567",
        "password123",
        "matkhau123",
        "MatKhau@123",
        "mật khẩu 2026",
        "Anh.Yeu.Em.1995",
        "khuyenhoc2026",
        "Gia đình học tập",
        "vietnam2025",
        "0912345678",
        "01011970",
        "aaaa1111",
        "nguyenthilan",
    ],
)
def test_what_is_guessed_first_is_refused(password: str):
    with pytest.raises(ValidationError):
        validate_password(password, LAN)


@pytest.mark.parametrize(
    "password", ["ruong-lua-chin-vang", "con sông chảy qua làng", "Trâu7bòBơi", "hoc-tap-suot-doi-vui"]
)
def test_a_few_words_of_ones_own_are_taken(password: str):
    validate_password(password, LAN)


def test_kept_by_scrypt_as_dear_as_owasp_asks(full_hashes: None):
    algorithm, work, salt, block, parallel, _ = make_password("ruong-lua-chin-vang").split("$")
    assert algorithm == "scrypt"
    assert (int(work), int(block), int(parallel)) in OWASP
    assert len(salt) >= 16


@pytest.mark.parametrize(
    "password",
    [
        "Tân Kiều 2026",
        "xatankieu1",
        "XÃ-TÂN-KIỀU-99",
        "huyện tháp mười",
        "Hội Khuyến học xã Tân Kiều",
        "chu tich hoi khuyen hoc",
        "hoctap123",
    ],
)
def test_the_names_of_the_office_are_refused(world: World, password: str):
    with pytest.raises(ValidationError, match=r"nơi làm việc|nhiều người dùng"):
        validate_password(password, world.lan)


def test_the_names_of_another_commune_and_more_words_around_them_are_taken(world: World):
    validate_password("xahungthanh99", world.lan)
    validate_password("ruong chin vang o Tan Kieu", world.lan)


def test_the_names_of_the_office_take_two_questions(world: World, django_assert_num_queries: Any):
    with django_assert_num_queries(2):
        validate_password("ruong-lua-chin-vang", world.lan)
