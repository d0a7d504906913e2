"""An agreement as the tests need it."""

import datetime as dt
from typing import Any

from hoctap.core.actor import Actor
from hoctap.partners import actions
from hoctap.partners.models import Agreement, Partner
from hoctap.partners.rules import AgreementTyped


def agreement(partner: Partner, by: Actor, **changed: Any) -> Agreement:
    values: dict[str, Any] = {
        "kind": "programme",
        "title": "Phối hợp xây dựng xã hội học tập",
        "signed_on": dt.date(2025, 1, 10),
        "from_on": dt.date(2025, 1, 15),
        "to_on": dt.date(2025, 12, 31),
        "content": "Mỗi quý một chuyên đề",
        **changed,
    }
    return actions.add_agreement(partner.place, AgreementTyped(**values), [partner], by=by)
