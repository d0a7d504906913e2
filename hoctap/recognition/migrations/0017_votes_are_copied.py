"""What meetings decided so far, as votes and lines of theirs."""

from django.db import migrations

COPY = """
    INSERT INTO recognition_meeting_vote
        (id, meeting_id, position, round_id, other_title, manner, ballot, votes_for, votes_against, listed_count, agreed_count)
    SELECT gen_random_uuid(), m.id, 1, m.round_id, '', 'block', 'hands', m.votes_for, m.votes_against,
           greatest(m.listed_count, m.agreed_count), m.agreed_count
    FROM recognition_villagemeeting m;
    INSERT INTO recognition_meeting_line (id, vote_id, dossier_id, household_id, name, outcome, why)
    SELECT gen_random_uuid(), v.id, d.id, d.household_id, coalesce(citizen.full_name, head.full_name),
           CASE WHEN a.dossier_id IS NOT NULL THEN 'agreed' WHEN e.dossier_id IS NOT NULL THEN 'excepted' ELSE 'below' END, ''
    FROM recognition_meeting_vote v
    JOIN (
        SELECT villagemeeting_id, dossier_id FROM recognition_villagemeeting_listed
        UNION SELECT villagemeeting_id, dossier_id FROM recognition_villagemeeting_agreed
        UNION SELECT villagemeeting_id, dossier_id FROM recognition_villagemeeting_excepted
    ) l ON l.villagemeeting_id = v.meeting_id
    JOIN recognition_dossier d ON d.id = l.dossier_id
    JOIN people_household h ON h.id = d.household_id
    JOIN people_person head ON head.id = h.head_id
    LEFT JOIN people_person citizen ON citizen.id = d.person_id
    LEFT JOIN recognition_villagemeeting_agreed a ON a.villagemeeting_id = v.meeting_id AND a.dossier_id = d.id
    LEFT JOIN recognition_villagemeeting_excepted e ON e.villagemeeting_id = v.meeting_id AND e.dossier_id = d.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0016_account_link"),
        ("recognition", "0016_meetings_of_several_titles"),
    ]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
