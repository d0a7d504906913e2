"""An evening may vote on several titles: the vote moves out of the meeting, a line for each who was before it."""

import django.db.models.deletion
import hoctap.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0007_case_files"),
        ("people", "0016_account_link"),
        ("places", "0006_boundary_names"),
        ("recognition", "0015_rescoring"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("", "chưa biểu quyết"),
                            ("agreed", "thống nhất đề nghị"),
                            ("excepted", "cuộc họp trừ"),
                            ("below", "chưa đạt"),
                        ],
                        max_length=10,
                    ),
                ),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("why", models.CharField(blank=True, default="", max_length=300, verbose_name="lý do")),
            ],
            options={
                "db_table": "recognition_meeting_line",
                "ordering": ["vote", "id"],
            },
        ),
        migrations.CreateModel(
            name="MeetingQuorum",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title_name", models.CharField(blank=True, max_length=120, verbose_name="danh hiệu")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(verbose_name="ít nhất bao nhiêu phần trăm số hộ"),
                ),
                (
                    "instrument",
                    models.CharField(max_length=300, verbose_name="văn bản, hướng dẫn làm căn cứ"),
                ),
                ("valid_from", models.DateField(verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="không còn từ ngày")),
                ("made_by", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "recognition_meeting_quorum",
                "ordering": ["title_name", "-valid_from", "-id"],
            },
        ),
        migrations.CreateModel(
            name="MeetingVote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoctap.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "other_title",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="danh hiệu khác"),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("block", "cả danh sách, trừ các trường hợp chọn ở dưới"),
                            ("each", "từng trường hợp một"),
                        ],
                        default="block",
                        max_length=10,
                        verbose_name="cách biểu quyết",
                    ),
                ),
                (
                    "ballot",
                    models.CharField(
                        choices=[("hands", "biểu quyết giơ tay"), ("secret", "bỏ phiếu kín")],
                        default="hands",
                        max_length=10,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "votes_for",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số phiếu thống nhất"
                    ),
                ),
                (
                    "votes_against",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số phiếu không thống nhất"
                    ),
                ),
                ("listed_count", models.PositiveIntegerField(default=0)),
                ("agreed_count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "recognition_meeting_vote",
                "ordering": ["meeting", "position"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="villagemeeting",
            name="meeting_votes_within_attendance",
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="called_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="group_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="Tổ"),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="households_invited",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số hộ được mời"),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="invitation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="called_meeting",
                to="papers.paper",
            ),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="late_allowed_by",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="người cho phép"
            ),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="late_why",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="lý do ghi sau hạn"
            ),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="present",
            field=models.ManyToManyField(blank=True, related_name="meetings", to="people.household"),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="sheet_media_type",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="sheet_sha256",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="starts_at",
            field=models.TimeField(blank=True, null=True, verbose_name="giờ họp"),
        ),
        migrations.AddField(
            model_name="villagemeeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("called", "Đã gọi họp, chưa ghi kết quả"),
                    ("held", "Đã họp, có biên bản"),
                    ("dropped", "Đã bỏ, không họp"),
                ],
                db_default="held",
                default="held",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="villagemeeting",
            name="households_present",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số hộ dự họp"),
        ),
        migrations.AlterField(
            model_name="villagemeeting",
            name="recorded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="villagemeeting",
            name="recorded_by",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="villagemeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minutes__isnull", True), ("state__in", ["called", "dropped"])),
                    models.Q(
                        ("households_present__isnull", False),
                        ("recorded_at__isnull", False),
                        ("state", "held"),
                        models.Q(("recorded_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="meeting_held_says_how_many_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="villagemeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("late_allowed_by", ""), ("late_why", "")),
                    models.Q(
                        models.Q(("late_why", ""), _negated=True),
                        models.Q(("late_allowed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="meeting_late_with_reason_and_name",
            ),
        ),
        migrations.AddField(
            model_name="meetingline",
            name="dossier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meeting_lines",
                to="recognition.dossier",
            ),
        ),
        migrations.AddField(
            model_name="meetingline",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meeting_lines",
                to="people.household",
            ),
        ),
        migrations.AddField(
            model_name="meetingquorum",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="quorums", to="places.place"
            ),
        ),
        migrations.AddField(
            model_name="meetingvote",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="votes",
                to="recognition.villagemeeting",
            ),
        ),
        migrations.AddField(
            model_name="meetingvote",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="votes",
                to="recognition.recognitionround",
            ),
        ),
        migrations.AddField(
            model_name="meetingline",
            name="vote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="recognition.meetingvote",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingquorum",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__range", (1, 100)), models.Q(("instrument", ""), _negated=True)),
                name="quorum_is_a_share_with_its_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingquorum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="quorum_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingvote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("round__isnull", False)),
                fields=("meeting", "round"),
                name="meeting_votes_once_on_a_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingvote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("other_title", ""), _negated=True),
                fields=("meeting", "other_title"),
                name="meeting_votes_once_on_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("other_title", ""), ("round__isnull", False)),
                    models.Q(("round__isnull", True), models.Q(("other_title", ""), _negated=True)),
                    _connector="OR",
                ),
                name="meeting_vote_on_a_round_or_another_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingvote",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_count__lte", models.F("listed_count"))),
                name="meeting_vote_agrees_to_those_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="meetingline",
            index=models.Index(fields=["dossier", "outcome"], name="meeting_line_of_dossier"),
        ),
        migrations.AddConstraint(
            model_name="meetingline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dossier__isnull", False)),
                fields=("vote", "dossier"),
                name="meeting_line_once_a_dossier",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dossier__isnull", True)),
                fields=("vote", "household"),
                name="meeting_line_once_a_household",
            ),
        ),
    ]
