"""The topics that come with the program, for communes that were set up before there were any."""

from django.db import migrations

from hoctap.centres.shipped import shipped_topics
from hoctap.core.text import natural_sort_key


def _load(apps, schema_editor):
    Topic = apps.get_model("centres", "Topic")
    Topic.objects.bulk_create(
        [
            Topic(
                id=one.id,
                code=one.code,
                name=one.name,
                parent_id=one.parent_id,
                sort_key=natural_sort_key(one.name),
            )
            for one in shipped_topics()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("centres", "0001_centres")]

    operations = [migrations.RunPython(_load, migrations.RunPython.noop)]
