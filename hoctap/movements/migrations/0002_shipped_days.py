"""The days and weeks that come with the program, also where it was installed before it had them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hoctap.movements.days.shipped import shipped_days


def load(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("movements", "Observance").objects
    for one in shipped_days():
        rows.update_or_create(id=one.id, defaults={**one.values, "made_by": "Hệ thống"})


class Migration(migrations.Migration):
    dependencies = [("movements", "0001_days_and_movements")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
