"""A commune's learning centre for tests: the one that is there, or a new one."""

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Topic
from hoctap.centres.storing import load_shipped_topics
from hoctap.core.permissions import Role
from hoctap.places.models import Organisation, OrganisationKind, Place
from tests.world import make_user


def topic(code: str = "crops") -> Topic:
    """One that comes with the program."""
    load_shipped_topics()
    return Topic.objects.get(place__isnull=True, code=code)


def centre_at(commune: Place) -> Centre:
    organisation = Organisation.objects.filter(place=commune, kind=OrganisationKind.CENTRE).first()
    if organisation is None:
        organisation = Organisation.objects.create(
            place=commune,
            kind=OrganisationKind.CENTRE,
            name=f"Trung tâm học tập cộng đồng {commune.full_name}",
            symbol="TTHTCĐ",
            numbering="own",
        )
    return Centre.objects.get_or_create(organisation=organisation)[0]


def education_officer(district: Place) -> User:
    """Of the office that guides centres from above."""
    office = Organisation.objects.create(
        place=district, kind=OrganisationKind.EDUCATION, name="Phòng Giáo dục và Đào tạo", symbol="PGDĐT"
    )
    return make_user("Mai Thị Giáo", "giao", office, "Chuyên viên", (Role.EDUCATION_OFFICER, district))
