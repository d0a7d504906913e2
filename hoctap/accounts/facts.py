"""What the installation does at the door, for the drafts on data protection."""

from django.conf import settings

from hoctap.core.registries import Fact

_WORDS = {
    "everyone": ("bắt buộc với mọi người", True),
    "required": ("bắt buộc với người quản trị và người ký", True),
    "offered": ("ai muốn thì bật, chưa bắt buộc", False),
    "off": ("tắt", False),
}


def second_factor() -> Fact:
    value, ok = _WORDS[settings.SECOND_FACTOR]
    return Fact("Xác thực hai lớp khi đăng nhập", value, ok)
