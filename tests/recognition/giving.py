"""What people do with certificates in these tests."""

import datetime as dt
from typing import Any

from hoctap.recognition.certificates import actions
from hoctap.recognition.certificates.contents import plain_sheet
from hoctap.recognition.certificates.tasks import make_certificates
from hoctap.recognition.models import Certificate, CertificateBatch
from tests.season import Season

DAY = dt.date(2024, 11, 9)
"""The day after the decision."""


def rule(
    season: Season, award: str = "all", every_years: int | None = None, *, with_qr: bool = False
) -> None:
    by = season.by(season.officer)
    actions.set_certificate_rule(season.round, award=award, every_years=every_years, with_qr=with_qr, by=by)


def issue(season: Season, on: dt.date = DAY, **other: Any) -> CertificateBatch:
    values = {"dated_on": on, "capacity": None, "sheet": plain_sheet("a4"), **other}
    return actions.issue_certificates(season.decision, **values, by=season.by(season.officer))


def give(season: Season, *, with_qr: bool = False) -> CertificateBatch:
    """Everybody of the decision has one."""
    rule(season, with_qr=with_qr)
    return issue(season, check_base="https://hoctap.example" if with_qr else "")


def print_now(batch: CertificateBatch) -> None:
    """What the worker does."""
    make_certificates(print_id=str(batch.prints.order_by("-id")[0].pk))


def numbers(season: Season) -> list[int]:
    rows = Certificate.objects.filter(line__decision__round__place=season.commune).order_by("number")
    return list(rows.values_list("number", flat=True))


def reissue(
    season: Season, row: Certificate, why: str = "giấy cũ bị rách", on: dt.date = dt.date(2024, 12, 2)
) -> Certificate:
    by = season.by(season.officer)
    return actions.reissue_certificate(
        row, why=why, dated_on=on, capacity=None, sheet=plain_sheet("a4"), by=by
    )
