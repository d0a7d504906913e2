"""An office's own templates: taken after a look and a trial, ended on a day; never changed."""

import datetime as dt
import json

from django.db import transaction
from django.db.models import Max, Q

from hoctap.audit import actions as audit
from hoctap.core import antivirus, files, isolation
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers.templating.making import SECONDS
from hoctap.papers.templating.models import OfficeTemplate
from hoctap.papers.templating.rules import KIND_LABELS
from hoctap.places.models import Organisation

MOST_REASONS = 12


@transaction.atomic
def take_template(
    organisation: Organisation, *, kind: str, docx: bytes, file_name: str, valid_from: dt.date, by: Actor
) -> OfficeTemplate:
    """The file is tried on example content first. The one before it ends on the day on which this one begins."""
    by.must(Permission.PAPER_FILE, at=organisation.place)
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    if kind not in KIND_LABELS:
        raise Refused([Reason("Hãy chọn loại văn bản.", field="kind")])
    warned, example = _looked_at(kind, docx)
    before = OfficeTemplate.objects.filter(organisation=organisation, kind=kind)
    last = before.aggregate(last=Max("version"))["last"] or 0
    before.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from), valid_from__lte=valid_from).update(
        valid_to=valid_from
    )
    stored, kept = files.keep(docx, files.DOCX), files.keep(example, files.DOCX)
    template = OfficeTemplate.objects.create(
        organisation=organisation,
        kind=kind,
        version=last + 1,
        sha256=stored.sha256,
        size=stored.size,
        file_name=clean(file_name)[:160],
        valid_from=valid_from,
        warnings=[words[:400] for words in warned],
        example_sha256=kept.sha256,
        uploaded_by_id=by.user_id,  # type: ignore[misc]
    )
    audit.record(by, "papers.officetemplate.taken", template, fields=["kind", "valid_from", "sha256"])
    from hoctap.papers import tasks

    tasks.make_example_pdf.defer(template_id=str(template.pk))
    return template


@transaction.atomic
def end_template(template: OfficeTemplate, *, on: dt.date, by: Actor) -> OfficeTemplate:
    """From that day on the shipped template is used again; papers made with this one keep it."""
    template = OfficeTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    by.must(Permission.PAPER_FILE, at=template)
    if template.valid_to is not None and template.valid_to <= on:
        raise Refused(
            [Reason(f"Mẫu này đã ngừng dùng từ ngày {template.valid_to:%d/%m/%Y}.", field="ended_on")]
        )
    if on < template.valid_from:
        raise Refused(
            [
                Reason(
                    f"Mẫu dùng từ ngày {template.valid_from:%d/%m/%Y}; ngày ngừng dùng không được trước ngày ấy.",
                    field="ended_on",
                )
            ]
        )
    template.valid_to = on
    template.save(update_fields=["valid_to"])
    audit.record(by, "papers.officetemplate.ended", template, fields=["valid_to"])
    return template


def _looked_at(kind: str, docx: bytes) -> tuple[list[str], bytes]:
    """Warnings and the example; refuses with every sentence that must be put right."""
    if files.media_type_of(docx) != files.DOCX:
        raise Refused(
            [Reason("Mẫu phải là tệp Word (.docx), không phải .doc, .docm hay .dotx.", field="file")]
        )
    if len(docx) > files.MAX_BYTES:
        raise Refused([Reason("Tệp lớn hơn 15 MB. Hãy bỏ bớt ảnh rồi lưu lại.", field="file")])
    antivirus.must_be_clean(docx)
    try:
        answer = isolation.run(
            "hoctap.papers.templating.examining:examined",
            json.dumps({"kind": kind}).encode() + b"\n" + docx,
            seconds=SECONDS,
        )
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    head, _, example = answer.partition(b"\n")
    found = json.loads(head)
    if refused := found["refused"]:
        more = len(refused) - MOST_REASONS
        shown = refused[:MOST_REASONS] + ([f"Và {more} chỗ khác."] if more > 0 else [])
        raise Refused([Reason(words, field="file") for words in shown])
    return found["warned"], example
