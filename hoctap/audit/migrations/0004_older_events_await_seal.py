"""What was written before there were seals waits for the first one. After the trigger stands, so nothing falls between."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_sealed_trail"),
    ]

    operations = [
        migrations.RunSQL(
            """INSERT INTO audit_pending (id, "table") SELECT id, 'e' FROM audit_event ON CONFLICT (id) DO NOTHING""",
            migrations.RunSQL.noop,
        ),
    ]
