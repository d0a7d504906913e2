"""Which evidence serves which criterion: the ids in the answers become rows.

Only added: yesterday's program still reads and writes the ids in `answers`. The migration that takes them away copies once more what
it finds there.
"""

from django.db import migrations

COPY = """
INSERT INTO recognition_evidenceuse
    (id, evidence_id, dossier_id, criterion, attached_by, attached_at, detached_by, detached_why)
SELECT gen_random_uuid(), one.evidence_id, one.dossier_id, one.criterion, one.added_by_label, one.added_at, '', ''
FROM (
    SELECT DISTINCT e.id AS evidence_id, d.id AS dossier_id, answer.key AS criterion, e.added_by_label, e.added_at
    FROM recognition_dossier d
    CROSS JOIN LATERAL jsonb_each(d.answers) AS answer(key, value)
    CROSS JOIN LATERAL jsonb_array_elements_text(
        CASE WHEN jsonb_typeof(answer.value -> 'evidence') = 'array' THEN answer.value -> 'evidence' ELSE '[]' END
    ) AS attached(id)
    JOIN evidence_evidence e ON e.id = attached.id::uuid
    WHERE jsonb_path_exists(d.answers, '$.*.evidence')
) AS one
WHERE NOT EXISTS (
    SELECT FROM recognition_evidenceuse there
    WHERE there.evidence_id = one.evidence_id AND there.dossier_id = one.dossier_id AND there.criterion = one.criterion
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0009_evidence_uses"),
    ]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
