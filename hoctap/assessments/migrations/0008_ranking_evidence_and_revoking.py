"""Evidence at the criteria of a ranking; a ranking that is taken back, with what was decided left as it was; who in the register a member is."""

import django.db.models.deletion
import django.utils.timezone
import hoctap.core.ids
from django.db import migrations, models

_DECIDED = (
    "centre_id, year, edition_id, self_total, self_grade, inspected_total, proposed_grade, proposed_why, grade, frozen, decided_on, "
    "decision_number, decision_by, confirmed_by, confirmed_at"
)
_REVOKED = "revoked_on, revoked_number, revoked_issuer, revoked_why, revoked_sha256, revoked_media_type"


def _row(prefix, columns):
    return "(" + ", ".join(f"{prefix}.{one.strip()}" for one in columns.split(",")) + ")"


def _changed(columns):
    return f"{_row('OLD', columns)} IS DISTINCT FROM {_row('NEW', columns)}"


def _functions(states, wrong):
    return f"""
CREATE OR REPLACE FUNCTION assessments_ranked_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ({states}) AND (TG_OP = 'DELETE' OR {wrong}) THEN
        RAISE EXCEPTION 'ranking % is decided: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION assessments_points_of_ranked_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ranking uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.ranking_id ELSE OLD.ranking_id END;
BEGIN
    IF EXISTS (SELECT FROM assessments_ranking WHERE id = ranking AND state IN ({states})) THEN
        RAISE EXCEPTION 'ranking % is decided: its points never change', ranking USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


# It may be taken back once, by a decision that then stays as it was too.
SQL = (
    _functions(
        "'ranked', 'revoked'",
        f"{_changed(_DECIDED)} OR NEW.state NOT IN (OLD.state, 'revoked') OR OLD.state = 'revoked' AND {_changed(_REVOKED)}",
    )
    + """
CREATE TRIGGER assessments_evidence_of_ranked_never_changes BEFORE INSERT OR UPDATE OR DELETE ON assessments_ranking_evidence
    FOR EACH ROW EXECUTE FUNCTION assessments_points_of_ranked_never_change();
"""
)
UNDO = """
DROP TRIGGER IF EXISTS assessments_evidence_of_ranked_never_changes ON assessments_ranking_evidence;
""" + _functions("'ranked'", f"{_changed(_DECIDED)} OR NEW.state IS DISTINCT FROM OLD.state")


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0007_ranked_never_changes"),
        ("centres", "0008_shipped_equipment"),
        ("criteria", "0009_trials_and_ends"),
        ("evidence", "0004_commune_of_evidence"),
        ("papers", "0010_letters_and_withdrawals"),
        ("people", "0016_account_link"),
        ("places", "0010_centres"),
    ]

    operations = [
        migrations.CreateModel(
            name="RankingEvidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.CharField(max_length=20)),
                ("attached_by", models.CharField(max_length=300)),
                ("attached_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("detached_by", models.CharField(blank=True, max_length=300)),
                ("detached_at", models.DateTimeField(blank=True, null=True)),
                ("detached_why", models.CharField(blank=True, max_length=200)),
                (
                    "column",
                    models.CharField(
                        choices=[("own", "Trung tâm"), ("inspection", "Đoàn kiểm tra")], max_length=12
                    ),
                ),
            ],
            options={
                "db_table": "assessments_ranking_evidence",
                "ordering": ["line", "attached_at", "id"],
            },
        ),
        # contract: the same rules come back below, in this transaction, and know of what was revoked.
        migrations.RemoveConstraint(
            model_name="ranking",
            name="ranking_of_a_centre_once_a_year",
        ),
        migrations.RemoveConstraint(
            model_name="ranking",
            name="ranking_beyond_the_commune_is_confirmed",
        ),
        migrations.RemoveConstraint(
            model_name="ranking",
            name="ranking_beyond_waiting_has_authority",
        ),
        migrations.RemoveConstraint(
            model_name="ranking",
            name="ranking_decided_is_dated_and_frozen",
        ),
        migrations.AddField(
            model_name="inspectionmember",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="ranking",
            name="revoked_issuer",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="cơ quan thu hồi"),
        ),
        migrations.AddField(
            model_name="ranking",
            name="revoked_media_type",
            field=models.CharField(blank=True, db_default="", max_length=100),
        ),
        migrations.AddField(
            model_name="ranking",
            name="revoked_number",
            field=models.CharField(
                blank=True, db_default="", max_length=60, verbose_name="số quyết định thu hồi"
            ),
        ),
        migrations.AddField(
            model_name="ranking",
            name="revoked_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày thu hồi"),
        ),
        migrations.AddField(
            model_name="ranking",
            name="revoked_sha256",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.AddField(
            model_name="ranking",
            name="revoked_why",
            field=models.CharField(blank=True, db_default="", max_length=1000, verbose_name="lý do thu hồi"),
        ),
        migrations.AlterField(
            model_name="ranking",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Đang tự đánh giá"),
                    ("returned", "Trả lại"),
                    ("submitted", "Đã tự đánh giá, chờ UBND xã xác nhận"),
                    ("waiting", "Đã tự đánh giá, UBND xã xác nhận, chờ hướng dẫn thẩm quyền"),
                    ("confirmed", "UBND xã đã xác nhận, chờ kiểm tra"),
                    ("inspected", "Đã kiểm tra, đề nghị xếp loại"),
                    ("ranked", "Đã xếp loại"),
                    ("revoked", "Đã thu hồi xếp loại"),
                    ("withdrawn", "Đã bỏ"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="rankingchange",
            name="after",
            field=models.CharField(
                choices=[
                    ("draft", "Đang tự đánh giá"),
                    ("returned", "Trả lại"),
                    ("submitted", "Đã tự đánh giá, chờ UBND xã xác nhận"),
                    ("waiting", "Đã tự đánh giá, UBND xã xác nhận, chờ hướng dẫn thẩm quyền"),
                    ("confirmed", "UBND xã đã xác nhận, chờ kiểm tra"),
                    ("inspected", "Đã kiểm tra, đề nghị xếp loại"),
                    ("ranked", "Đã xếp loại"),
                    ("revoked", "Đã thu hồi xếp loại"),
                    ("withdrawn", "Đã bỏ"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="ranking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["withdrawn", "revoked"]), _negated=True),
                fields=("centre", "year"),
                name="ranking_of_a_centre_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="ranking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["waiting", "confirmed", "inspected", "ranked", "revoked"]),
                        _negated=True,
                    ),
                    models.Q(models.Q(("confirmed_by", ""), _negated=True), ("confirmed_at__isnull", False)),
                    _connector="OR",
                ),
                name="ranking_beyond_the_commune_is_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="ranking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["confirmed", "inspected", "ranked", "revoked"]), _negated=True),
                    models.Q(("decides", ""), _negated=True),
                    _connector="OR",
                ),
                name="ranking_beyond_waiting_has_authority",
            ),
        ),
        migrations.AddConstraint(
            model_name="ranking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_on__isnull", False),
                        ("frozen__isnull", False),
                        ("state__in", ["ranked", "revoked"]),
                        models.Q(("grade", ""), _negated=True),
                        models.Q(("decision_number", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ["ranked", "revoked"]), _negated=True),
                        ("decided_on__isnull", True),
                        ("frozen__isnull", True),
                        ("grade", ""),
                    ),
                    _connector="OR",
                ),
                name="ranking_decided_is_dated_and_frozen",
            ),
        ),
        migrations.AddConstraint(
            model_name="ranking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("revoked_on__gte", models.F("decided_on")),
                        ("revoked_on__isnull", False),
                        ("state", "revoked"),
                        models.Q(("revoked_number", ""), _negated=True),
                        models.Q(("revoked_issuer", ""), _negated=True),
                        models.Q(("revoked_why", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "revoked"), _negated=True), ("revoked_on__isnull", True)),
                    _connector="OR",
                ),
                name="ranking_revoked_by_a_dated_decision_with_reason",
            ),
        ),
        migrations.AddField(
            model_name="rankingevidence",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ranking_uses",
                to="evidence.evidence",
            ),
        ),
        migrations.AddField(
            model_name="rankingevidence",
            name="ranking",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="assessments.ranking"
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingevidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("detached_at__isnull", True)),
                fields=("ranking", "line", "evidence"),
                name="ranking_evidence_once_for_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("detached_at__isnull", True),
                    models.Q(("detached_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="ranking_evidence_detached_with_reason",
            ),
        ),
        migrations.RunSQL(SQL, UNDO),
    ]
