"""How allauth keeps second factors here: secrets encrypted under a key outside the database, names in Vietnamese."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings

from hoctap.accounts.second_factor import queries, rules


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor:" + settings.KEYS.hmac_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Mã chưa đúng. Mã trong ứng dụng đổi sau mỗi 30 giây; hãy ghi mã đang hiện. "
        "Nếu vẫn sai, hãy xem giờ của điện thoại có đúng không.",
        "cannot_delete_authenticator": "Không bỏ được cách xác thực này.",
        "cannot_generate_recovery_codes": "Hãy đặt xác thực hai lớp trước khi lập mã dự phòng.",
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not rules.removal_blockers(
            settings.SECOND_FACTOR,
            powerful=queries.is_powerful_user(authenticator.user),
            others=queries.others_than(authenticator),
        )

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Khóa {count + 1}"

    def _get_site_name(self) -> str:
        return "hoctap"
