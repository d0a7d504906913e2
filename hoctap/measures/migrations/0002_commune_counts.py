"""The communes' counters once more, close together: added by a trigger on the counters, filled from them once."""

import django.db.models.deletion
from django.db import migrations, models

from hoctap.measures.triggers import COPIED_BY_ROW, COPY_AGAIN

# Room on each page for the next value of its rows.
ROOM = "ALTER TABLE measures_communecount SET (fillfactor = 80)"


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial"), ("places", "0006_boundary_names")]

    operations = [
        migrations.CreateModel(
            name="CommuneCount",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("counter", models.CharField(max_length=60)),
                ("value", models.IntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["counter", "year"], name="commune_count_of_a_year")],
            },
        ),
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
        migrations.RunSQL(COPIED_BY_ROW, migrations.RunSQL.noop),
        migrations.RunSQL(COPY_AGAIN, migrations.RunSQL.noop),
    ]
