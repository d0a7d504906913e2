"""What the văn thư of a season does again and again in these tests."""

import datetime as dt
from typing import Any

from hoctap.papers.books import actions
from hoctap.papers.models import Incoming, Paper, PaperState
from hoctap.places.models import Numbering, Organisation
from tests.season import Season


def signed(
    season: Season, issuer: Organisation, number: int, *, kind: str = "submission", **other: Any
) -> Paper:
    usual: dict[str, Any] = {
        "kind": kind,
        "issuer": issuer,
        "place": season.commune,
        "year": 2024,
        "title": f"Văn bản số {number}",
        "state": PaperState.SIGNED,
        "number": number,
        "dated_on": dt.date(2024, 10, 1),
        "signer": "Nguyễn Thị Lan",
        "signed_recorded_at": dt.datetime(2024, 10, 1, tzinfo=dt.UTC),
        "signed_recorded_by": season.officer,
    }
    return Paper.objects.create(**{**usual, **other})


def own(organisation: Organisation) -> Organisation:
    organisation.numbering = Numbering.OWN
    organisation.save()
    return organisation


def details(number: str = "415/KH-UBND", **other: Any) -> actions.IncomingDetails:
    usual: dict[str, Any] = {
        "issuer_name": "Ủy ban nhân dân huyện Tháp Mười",
        "title": "Đẩy mạnh phong trào học tập suốt đời",
        "number": number,
        "kind": "Kế hoạch",
        "dated_on": dt.date(2024, 1, 31),
        "received_on": dt.date(2024, 2, 2),
    }
    return actions.IncomingDetails(**{**usual, **other})


def came(season: Season, number: str = "415/KH-UBND", **other: Any) -> Incoming:
    by = season.by(season.officer)
    return actions.enter_incoming(season.association, details(number, **other), by=by)


def typed(**other: str) -> dict[str, str]:
    usual = {
        "issuer_name": "Ủy ban nhân dân huyện Tháp Mười",
        "kind": "Kế hoạch",
        "number": "415/KH-UBND",
        "dated_on": "2024-01-31",
        "title": "Đẩy mạnh phong trào học tập suốt đời",
        "received_on": "2024-02-02",
        "urgency": "urgent",
    }
    return {**usual, **other}
