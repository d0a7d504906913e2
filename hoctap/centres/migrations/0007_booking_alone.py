"""Two standing bookings of a venue never share a moment. Built-in range types only, so no extension is needed: the venue's id is compared
by its two halves.
"""

from django.db import migrations

_HALF = "('x' || substr(replace(venue_id::text, '-', ''), {start}, 16))::bit(64)::bigint"
_HALVES = ", ".join(
    f"int8range({half}, {half}, '[]') WITH &&" for half in (_HALF.format(start=1), _HALF.format(start=17))
)


class Migration(migrations.Migration):
    dependencies = [("centres", "0006_house")]
    operations = [
        migrations.RunSQL(
            f"""
            ALTER TABLE centres_booking ADD CONSTRAINT booking_alone_at_its_hours EXCLUDE USING gist (
                {_HALVES}, tstzrange(starts_at, ends_at, '[)') WITH &&
            ) WHERE (state = 'booked');
            """,
            "ALTER TABLE centres_booking DROP CONSTRAINT booking_alone_at_its_hours;",
        )
    ]
