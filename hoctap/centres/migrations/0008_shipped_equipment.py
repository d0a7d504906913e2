"""The kinds of equipment and the sample lists that come with the program, for communes that were set up before there were any."""

from django.db import migrations

from hoctap.centres.facilities.equipment.shipped import put_shipped


def _load(apps, schema_editor):
    put_shipped(
        *(apps.get_model("centres", name) for name in ("EquipmentKind", "EquipmentStandard", "StandardLine"))
    )


class Migration(migrations.Migration):
    dependencies = [("centres", "0007_booking_alone")]

    operations = [migrations.RunPython(_load, migrations.RunPython.noop)]
