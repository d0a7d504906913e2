"""A person, known by as little as the work needs (decision 12): name, birth year, sex, phone if given."""

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.core.text import clean, person_sort_key, without_accents


class Sex(models.TextChoices):
    MALE = "m", "nam"
    FEMALE = "f", "nữ"


class Person(models.Model):
    """Stays for good once referred to: a double that was merged points to the one that is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=Sex, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_persons"
    )
    sort_key = models.CharField(max_length=300, editable=False)
    search_key = models.CharField(max_length=300, editable=False)

    class Meta:
        indexes = [models.Index(fields=["phone"], condition=~Q(phone=""), name="person_by_phone")]
        constraints = [
            models.CheckConstraint(name="person_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="person_born_in_living_memory",
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_keys(self) -> None:
        """The order of the Vietnamese alphabet and the name without accents; `bulk_create` needs it called."""
        self.sort_key = person_sort_key(self.full_name)
        self.search_key = without_accents(clean(self.full_name))
