"""Said of a household or a person whom a list did not name: still here. The next list does not ask again."""

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.people.models.households import Household, HouseholdMember


class StillHere(models.Model):
    """`member`: said of this one person; else of the whole household. `year` is that of the list which first did not name them.

    Goes when a later list names them, or when somebody answers otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="still_here")
    member = models.ForeignKey(
        HouseholdMember, models.CASCADE, null=True, blank=True, related_name="still_here"
    )
    year = models.PositiveSmallIntegerField("năm")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(member__isnull=True), name="household_still_here_once"
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(member__isnull=False), name="member_still_here_once"
            ),
        ]

    def __str__(self) -> str:
        return f"vẫn còn ở, danh sách năm {self.year} không có"
