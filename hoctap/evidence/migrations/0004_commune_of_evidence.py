"""Evidence that is there already is told which commune it belongs to, so that its photos are compared there."""

from django.db import migrations

FILL = """
UPDATE evidence_evidence e
SET commune_id = CASE p.level WHEN 'commune' THEN p.id WHEN 'hamlet' THEN p.parent_id ELSE above.parent_id END
FROM places_place p LEFT JOIN places_place above ON above.id = p.parent_id
WHERE p.id = e.place_id AND p.level IN ('commune', 'hamlet', 'group') AND e.commune_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0003_kinds_verified_and_likeness"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
