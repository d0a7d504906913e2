"""The household (person) first: the index of the same rule then finds its dossiers of other years too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recognition", "0018_meeting_without_its_only_vote")]

    # contract: the two rules are made anew below, in this transaction, with their columns the other way round
    operations = [
        migrations.RemoveConstraint(model_name="dossier", name="dossier_once_per_household_and_round"),
        migrations.RemoveConstraint(model_name="dossier", name="dossier_once_per_person_and_round"),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                fields=("household", "round"),
                condition=models.Q(("person__isnull", True)),
                name="dossier_once_per_household_and_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                fields=("person", "round"),
                condition=models.Q(("person__isnull", False)),
                name="dossier_once_per_person_and_round",
            ),
        ),
    ]
