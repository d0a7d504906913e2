"""The lines of the register repeat what they are sorted, filtered and searched by; triggers keep it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from hoctap.people.line_triggers import DROP_LINES, LINES

LIVES_HERE = models.Q(left_year__isnull=True)
hamlet = {"db_index": False, "editable": False, "related_name": "+", "to": "places.place"}

# The triggers write the new columns from the person and the household.
FILL = """
    UPDATE people_residence SET sort_key = sort_key;
    UPDATE people_householdmember SET sort_key = '';
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_persons_clans_units"),
        ("places", "0002_code_held_by_one"),
    ]

    operations = [
        migrations.AddField(
            "householdmember", "birth_year", models.PositiveSmallIntegerField(editable=False, null=True)
        ),
        migrations.AddField(
            "householdmember",
            "hamlet",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, **hamlet),
        ),
        migrations.AddField(
            "householdmember",
            "search_words",
            django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.AddField(
            "householdmember",
            "sex",
            models.CharField(default="", editable=False, max_length=1),
            preserve_default=False,
        ),
        migrations.AddField(
            "householdmember",
            "sort_key",
            models.CharField(default="", editable=False, max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            "residence",
            "search_words",
            django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.RunSQL(LINES, DROP_LINES),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "householdmember",
            "hamlet",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, **hamlet),
        ),
        migrations.AlterField(
            "householdmember",
            "search_words",
            django.contrib.postgres.search.SearchVectorField(editable=False),
        ),
        migrations.AlterField(
            "residence", "search_words", django.contrib.postgres.search.SearchVectorField(editable=False)
        ),
        migrations.AddIndex(
            "household",
            models.Index(condition=~models.Q(number=""), fields=["number"], name="household_by_number"),
        ),
        migrations.AddIndex(
            "person",
            models.Index(condition=~models.Q(phone=""), fields=["phone"], name="person_by_phone"),
        ),
        migrations.AddIndex(
            "householdmember",
            models.Index(condition=LIVES_HERE, fields=["hamlet", "sort_key", "id"], name="member_list_order"),
        ),
        migrations.AddIndex(
            "householdmember",
            models.Index(condition=LIVES_HERE, fields=["sort_key", "id"], name="member_name_order"),
        ),
        migrations.AddIndex(
            "householdmember",
            models.Index(condition=LIVES_HERE, fields=["birth_year"], name="member_birth_year"),
        ),
        migrations.AddIndex(
            "householdmember",
            django.contrib.postgres.indexes.GinIndex(
                condition=LIVES_HERE, fields=["search_words"], name="member_search"
            ),
        ),
        migrations.AddIndex(
            "residence", models.Index(fields=["sort_key", "id"], name="residence_name_order")
        ),
        migrations.AddIndex(
            "residence",
            django.contrib.postgres.indexes.GinIndex(fields=["search_words"], name="residence_search"),
        ),
    ]
