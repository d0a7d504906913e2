"""A person's own data: what the certificates hold of him, and what goes when he is erased."""

from hoctap.people.registry import Erasure
from hoctap.recognition.certificates import actions, subjects
from hoctap.recognition.models import Certificate, CertificateStanding, ExemplaryMark
from tests.recognition.giving import DAY, give
from tests.season import Season


def test_the_person_is_handed_what_the_book_says_of_his_household(decided: Season):
    give(decided)
    head = decided.dossiers[0].household.head
    [part] = subjects.certificates_of_person(head)
    assert [(row["Cấp cho"], row["Danh hiệu"], row["Tình trạng"]) for row in part.rows] == [
        (head.full_name, "Gia đình học tập 2024", "Còn hiệu lực")
    ]


def test_an_erasure_takes_the_name_out_of_free_text_and_leaves_the_book(decided: Season):
    dossier = decided.dossiers[0]
    head, by = dossier.household.head, decided.by(decided.officer)
    actions.mark_exemplary(dossier, reason=f"{head.full_name} đọc sách", by=by)
    give(decided)
    row = Certificate.objects.get(line__dossier=dossier)
    actions.receive_certificates(decided.round, {row.pk: head.full_name}, on=DAY, by=by)
    subjects.forget_person(Erasure(person=head, name=head.full_name, households=[dossier.household]))
    assert head.full_name not in CertificateStanding.objects.get(certificate=row).received_by
    assert head.full_name not in ExemplaryMark.objects.get().reason
    row.refresh_from_db()
    assert row.holder_name == head.full_name
