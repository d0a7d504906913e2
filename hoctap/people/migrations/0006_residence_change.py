"""A residence says which change of boundaries opened it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_not_assessed"),
        ("places", "0004_boundaries"),
    ]

    operations = [
        migrations.AddField(
            model_name="residence",
            name="change",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="residences",
                to="places.boundarychange",
            ),
        ),
    ]
