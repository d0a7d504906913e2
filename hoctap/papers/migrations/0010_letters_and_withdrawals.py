"""Công văn with the symbol of a unit, papers that were withdrawn, and a signed copy that comes in later, once."""

import django.db.models.deletion
from django.db import migrations, models


FUNCTION = """
CREATE OR REPLACE FUNCTION papers_signed_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('signed', 'filed') AND (
        TG_OP = 'DELETE'
        OR NEW.state NOT IN ('signed', 'filed')
        OR (OLD.state = 'filed' AND NEW.state <> 'filed')
        OR (OLD.signed_sha256 <> '' AND (NEW.signed_sha256, NEW.signed_media_type)
            IS DISTINCT FROM (OLD.signed_sha256, OLD.signed_media_type))
        OR to_jsonb(NEW) - 'state' - 'signed_sha256' - 'signed_media_type'
            IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'signed_sha256' - 'signed_media_type'
    ) THEN
        RAISE EXCEPTION 'paper % is signed: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0009_templates_and_signed_pdfs"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="unit_symbol",
            field=models.CharField(blank=True, max_length=21, verbose_name="ký hiệu đơn vị soạn thảo"),
        ),
        migrations.CreateModel(
            name="PaperWithdrawal",
            fields=[
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withdrawal",
                        serialize=False,
                        to="papers.paper",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("withdrawn", "Thu hồi"), ("replaced", "Thay thế")],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                (
                    "by_words",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản ngoài hệ thống"),
                ),
                ("on", models.DateField(verbose_name="từ ngày")),
                ("reason", models.CharField(max_length=300, verbose_name="vì")),
                ("noted_by", models.CharField(max_length=300)),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by_paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdraws",
                        to="papers.paper",
                        verbose_name="văn bản",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_paper__isnull", False), ("by_words", "")),
                            models.Q(("by_paper__isnull", True), models.Q(("by_words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="paper_withdrawn_by_one_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="paper_withdrawn_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_paper__isnull", True),
                            models.Q(("by_paper", models.F("paper")), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_not_withdrawn_by_itself",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
    ]
