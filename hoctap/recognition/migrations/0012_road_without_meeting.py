"""A list of a hamlet without a meeting, where the road has none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0011_certificates"),
    ]

    operations = [
        migrations.AlterField(
            model_name="nominationlist",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="nominations",
                to="recognition.villagemeeting",
            ),
        ),
    ]
