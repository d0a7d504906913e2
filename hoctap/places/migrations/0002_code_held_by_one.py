"""Two places of a level never hold a code at the same time. Built-in range types only, so no extension is needed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE places_place ADD CONSTRAINT place_code_held_by_one_at_a_time EXCLUDE USING gist (
                int8range(
                    (CASE level WHEN 'province' THEN 1 WHEN 'district' THEN 2 WHEN 'commune' THEN 3 ELSE 4 END)::bigint
                        * 10000000000 + code::bigint,
                    (CASE level WHEN 'province' THEN 1 WHEN 'district' THEN 2 WHEN 'commune' THEN 3 ELSE 4 END)::bigint
                        * 10000000000 + code::bigint,
                    '[]') WITH &&,
                daterange(valid_from, valid_to, '[)') WITH &&
            ) WHERE (code <> '');
            """,
            "ALTER TABLE places_place DROP CONSTRAINT place_code_held_by_one_at_a_time;",
        )
    ]
