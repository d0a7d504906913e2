"""A meeting has no round and no vote of its own any more."""

# contract: read from recognition_meeting_vote and recognition_meeting_line since 0017, which copied what was there.

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0017_votes_are_copied"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="villagemeeting",
            name="agreed",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="agreed_count",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="excepted",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="listed",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="listed_count",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="round",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="votes_against",
        ),
        migrations.RemoveField(
            model_name="villagemeeting",
            name="votes_for",
        ),
    ]
