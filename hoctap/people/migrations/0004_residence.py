"""Where a household is registered in which years gets rows of its own; persons get their order and search keys."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import hoctap.core.ids
from hoctap.core.text import clean, person_sort_key, without_accents
from hoctap.measures.triggers import create_triggers
from hoctap.people.counters import HOUSEHOLDS

BATCH = 5_000
DROP_OLD_COUNTERS = "\n".join(
    f"DROP TRIGGER people_household_counted_on_{event} ON people_household;"
    f"DROP FUNCTION people_household_counted_on_{event}();"
    for event in ("insert", "update", "delete")
)


def name_keys(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    batch = []
    for person in Person.objects.only("full_name").iterator(BATCH):
        person.sort_key = person_sort_key(person.full_name)
        person.search_key = without_accents(clean(person.full_name))
        batch.append(person)
        if len(batch) == BATCH:
            Person.objects.bulk_update(batch, ["sort_key", "search_key"])
            batch = []
    Person.objects.bulk_update(batch, ["sort_key", "search_key"])


def residences(apps, schema_editor):
    """Counted before as it is now: the old triggers are gone, the new not yet there."""
    Household = apps.get_model("people", "Household")
    Residence = apps.get_model("people", "Residence")
    batch = []
    for household in Household.objects.iterator(BATCH):
        batch.append(
            Residence(
                household_id=household.pk,
                hamlet_id=household.hamlet_id,
                from_year=household.listed_year,
                to_year=household.left_year,
                sort_key=household.sort_key,
            )
        )
        if len(batch) == BATCH:
            Residence.objects.bulk_create(batch)
            batch = []
    Residence.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_why_a_household_left"),
        ("places", "0002_code_held_by_one"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="sex",
            field=models.CharField(
                blank=True, choices=[("m", "nam"), ("f", "nữ")], max_length=1, verbose_name="giới tính"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_persons",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="person",
            name="search_key",
            field=models.CharField(default="", editable=False, max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="householdmember",
            name="relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("head", "chủ hộ"),
                    ("spouse", "vợ, chồng"),
                    ("child", "con"),
                    ("grandchild", "cháu"),
                    ("parent", "cha, mẹ"),
                    ("sibling", "anh, chị, em"),
                    ("other", "người khác trong hộ"),
                    ("", "chưa ghi"),
                ],
                default="",
                max_length=10,
                verbose_name="quan hệ với chủ hộ",
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="left_why",
            field=models.CharField(blank=True, max_length=200, verbose_name="lý do rời hộ"),
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="tính từ năm")),
                (
                    "to_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="không còn tính từ năm"
                    ),
                ),
                ("sort_key", models.CharField(editable=False, max_length=300)),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences",
                        to="places.place",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residences",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["hamlet", "sort_key", "id"], name="residence_list_order")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(to_year__isnull=True),
                        fields=("household",),
                        name="household_lives_in_one_hamlet",
                    ),
                    models.CheckConstraint(
                        condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
                        name="residence_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.RunPython(name_keys, migrations.RunPython.noop),
        migrations.RunSQL("UPDATE people_householdmember SET relation = 'head' WHERE is_head", ""),
        migrations.RunSQL(DROP_OLD_COUNTERS, migrations.RunSQL.noop),
        migrations.RunPython(residences, migrations.RunPython.noop),
        # The rows above come before deferred constraints are checked; the triggers need them checked.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", ""),
        migrations.RunSQL(
            create_triggers(HOUSEHOLDS.table, HOUSEHOLDS.contributions), migrations.RunSQL.noop
        ),
    ]
