import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0014_other_kinds_of_leaving"),
    ]

    operations = [
        migrations.CreateModel(
            name="StillHere",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="still_here",
                        to="people.household",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="still_here",
                        to="people.householdmember",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", True)),
                        fields=("household",),
                        name="household_still_here_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", False)),
                        fields=("member",),
                        name="member_still_here_once",
                    ),
                ],
            },
        ),
    ]
