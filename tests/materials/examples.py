"""Addresses and actions of materials with their objects and owners."""

from typing import Any

from hoctap.core.dates import today
from hoctap.materials import actions
from hoctap.materials.handouts import actions as handouts
from hoctap.materials.models import Handout, Material, MaterialPart, MaterialVersion, TopicPack
from hoctap.materials.packs.making import make_pack
from hoctap.materials.rules import HandedOut
from tests.centres.hands import topic
from tests.examples import Call, Visit, action_example, url_example
from tests.materials import hands
from tests.season import Season


def _title(season: Season, what: str) -> str:
    return f"{what} {season.commune.name}"


def _found(season: Season, what: str) -> Material | None:
    return Material.objects.filter(versions__title=_title(season, what), place=season.commune).first()


def _told(season: Season, what: str) -> dict[str, Any]:
    """Words of one commune alone, so that a leak is seen."""
    return {
        "title": _title(season, what),
        "summary": f"Tóm tắt riêng của {season.commune.name}",
        "author": f"Tổ khuyến nông {season.commune.name}",
    }


def _draft(season: Season) -> Material:
    return _found(season, "Bản nháp") or hands.started(
        season.commune, season.by(season.director), **_told(season, "Bản nháp")
    )


def _proposed(season: Season) -> Material:
    return _found(season, "Đề xuất") or hands.proposed(
        season.commune, season.by(season.director), **_told(season, "Đề xuất")
    )


def _in_review(season: Season) -> Material:
    found = _found(season, "Đang xem")
    if found is None:
        found = hands.proposed(season.commune, season.by(season.director), **_told(season, "Đang xem"))
        actions.take_up_review(hands.newest(found), by=season.by(season.admin))
    return found


def _approved(season: Season) -> Material:
    return _found(season, "Đã xem") or hands.approved(
        season.commune, season.by(season.director), season.by(season.admin), **_told(season, "Đã xem")
    )


def _unasked(season: Season) -> Material:
    more = {"contributor_name": f"Ông Tư {season.commune.name}"}
    return _found(season, "Ghi hộ") or hands.started(
        season.commune, season.by(season.director), **_told(season, "Ghi hộ"), **more
    )


def _published(season: Season) -> Material:
    return _found(season, "Công bố") or hands.published(
        season.commune,
        season.by(season.director),
        season.by(season.admin),
        season.by(season.chair),
        file=hands.pdf("Trồng sen lấy ngó"),
        **_told(season, "Công bố"),
    )


def _file(season: Season) -> MaterialPart:
    return hands.newest(_published(season)).parts.get(kind="pdf")


def _draft_part(season: Season) -> MaterialPart:
    part = hands.newest(_draft(season)).parts.first()
    return part or actions.add_link(
        hands.newest(_draft(season)), "https://example.org/x", title="", by=season.by(season.director)
    )


def _version(season: Season, material: Material) -> MaterialVersion:
    return hands.newest(material)


def _handout(season: Season) -> Handout:
    note = f"phát ở {season.commune.name}"
    found = Handout.objects.filter(note=note, dropped_at=None).first()
    return found or handouts.hand_out(
        _published(season),
        season.commune,
        HandedOut(today(), "residents", 30, note),
        by=season.by(season.director),
    )


def _pack(season: Season) -> TopicPack:
    _published(season)
    make_pack(topic().pk)
    return TopicPack.objects.get(topic=topic())


def _typed(season: Season, what: str) -> dict[str, Any]:
    values = {**hands.told(**_told(season, what)).__dict__, "topic": str(topic().pk)}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def _of(season: Season, material: Material, **more: Any) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": material.pk}, **more)


@url_example("material_list")
def _(season: Season) -> Visit:
    _draft(season)
    return Visit(owner=season.director, own_page=True)


@url_example("material_new")
def _(season: Season) -> list[Visit]:
    typed = _typed(season, "Soạn mới") | {"place": str(season.commune.pk)}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("material_detail")
def _(season: Season) -> list[Visit]:
    return [_of(season, _draft(season)), _of(season, _published(season))]


@url_example("material_edit")
def _(season: Season) -> list[Visit]:
    material = _draft(season)
    return [_of(season, material), _of(season, material, post=_typed(season, "Bản nháp"))]


@url_example("material_file")
def _(season: Season) -> Visit:
    return _of(season, _draft(season), post={"title": "Tệp", "file": ""})


@url_example("material_link")
def _(season: Season) -> Visit:
    return _of(season, _draft(season), post={"url": "https://example.org/phim", "title": "Phim"})


@url_example("materialpart_file")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _file(season).pk})


@url_example("materialpart_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _draft_part(season).pk}, post={})


@url_example("material_propose")
def _(season: Season) -> Visit:
    return _of(season, _draft(season), post={})


@url_example("material_review")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _proposed(season).pk}, post={})


@url_example("material_approve")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _in_review(season).pk}, post={})


@url_example("material_return")
def _(season: Season) -> list[Visit]:
    own = {"pk": _in_review(season).pk}
    return [
        Visit(owner=season.admin, kwargs=own),
        Visit(owner=season.admin, kwargs=own, post={"why": "Thiếu liều lượng"}),
    ]


@url_example("material_publish")
def _(season: Season) -> Visit:
    return Visit(owner=season.chair, kwargs={"pk": _approved(season).pk}, post={})


@url_example("material_revise")
def _(season: Season) -> list[Visit]:
    material = _published(season)
    return [_of(season, material), _of(season, material, post={"why": "Thêm ảnh"})]


@url_example("material_withdraw")
def _(season: Season) -> list[Visit]:
    own = {"pk": _published(season).pk}
    return [
        Visit(owner=season.chair, kwargs=own),
        Visit(owner=season.chair, kwargs=own, post={"why": "Sai liều lượng"}),
    ]


@url_example("material_consent")
def _(season: Season) -> list[Visit]:
    material = _unasked(season)
    typed = {"consent_on": "2024-05-01", "consent_how": "ký giấy ở nhà", "is_credited": "on"}
    return [_of(season, material), _of(season, material, post=typed)]


@url_example("material_topic")
def _(season: Season) -> Visit:
    _published(season)
    return Visit(owner=season.director, kwargs={"pk": topic().pk}, own_page=True)


@url_example("handout_list")
def _(season: Season) -> Visit:
    _handout(season)
    return Visit(owner=season.director, query={"year": str(today().year)}, own_page=True)


@url_example("handout_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "material": str(_published(season).pk),
        "place": str(season.commune.pk),
        "on": today().isoformat(),
        "recipients": "residents",
        "copies": "30",
        "activity": "",
        "note": f"phát ở chợ {season.commune.name}",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("handout_drop")
def _(season: Season) -> list[Visit]:
    own = {"pk": _handout(season).pk}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post={"why": "gõ nhầm"}),
    ]


@url_example("openmaterial_list")
def _(season: Season) -> Visit:
    _published(season)
    return Visit(owner=None)


@url_example("openmaterial_detail")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"pk": _published(season).pk})


@url_example("openmaterial_read")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"pk": _file(season).pk})


@url_example("openmaterial_file")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"pk": _file(season).pk})


@url_example("openmaterial_page")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"pk": _file(season).pk, "number": 1})


@url_example("openmaterial_feed")
def _(season: Season) -> Visit:
    _published(season)
    return Visit(owner=None)


@url_example("openmaterial_sitemap")
def _(season: Season) -> Visit:
    _published(season)
    return Visit(owner=None)


@url_example("openmaterial_oai")
def _(season: Season) -> Visit:
    _published(season)
    return Visit(owner=None, query={"verb": "ListRecords", "metadataPrefix": "oai_dc"})


@url_example("openpack_list")
def _(season: Season) -> Visit:
    _pack(season)
    return Visit(owner=None)


@url_example("openpack_file")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"pk": _pack(season).pk})


# ---------------------------------------------------------------- actions


@action_example("materials.start_material")
def _(season: Season) -> Call:
    return Call(season.commune, hands.told(), topic(), owner=season.director)


@action_example("materials.describe_version")
def _(season: Season) -> Call:
    return Call(_version(season, _draft(season)), hands.told(), topic(), owner=season.director)


@action_example("materials.note_consent")
def _(season: Season) -> Call:
    told = {"on": today(), "how": "ký giấy ở nhà", "is_credited": True}
    return Call(_version(season, _unasked(season)), kwargs=told, owner=season.director)


@action_example("materials.add_file")
def _(season: Season) -> Call:
    version = _version(season, _draft(season))
    return Call(version, hands.pdf("Sen"), kwargs={"title": ""}, owner=season.director)


@action_example("materials.add_link")
def _(season: Season) -> Call:
    version = _version(season, _draft(season))
    return Call(version, "https://example.org/b", kwargs={"title": ""}, owner=season.director)


@action_example("materials.drop_part")
def _(season: Season) -> Call:
    return Call(_draft_part(season), owner=season.director)


@action_example("materials.propose_version")
def _(season: Season) -> Call:
    return Call(_version(season, _draft(season)), owner=season.director)


@action_example("materials.take_up_review")
def _(season: Season) -> Call:
    return Call(_version(season, _proposed(season)), owner=season.admin)


@action_example("materials.return_version")
def _(season: Season) -> Call:
    return Call(_version(season, _in_review(season)), kwargs={"why": "Thiếu"}, owner=season.admin)


@action_example("materials.approve_version")
def _(season: Season) -> Call:
    return Call(_version(season, _in_review(season)), owner=season.admin)


@action_example("materials.publish_version")
def _(season: Season) -> Call:
    return Call(_version(season, _approved(season)), owner=season.chair)


@action_example("materials.revise_material")
def _(season: Season) -> Call:
    return Call(_published(season), kwargs={"why": "Thêm ảnh"}, owner=season.director)


@action_example("materials.withdraw_material")
def _(season: Season) -> Call:
    return Call(_published(season), kwargs={"why": "Sai"}, owner=season.chair)


@action_example("materials.hand_out")
def _(season: Season) -> Call:
    typed = HandedOut(today(), "residents", 30)
    return Call(_published(season), season.commune, typed, owner=season.director)


@action_example("materials.drop_handout")
def _(season: Season) -> Call:
    return Call(_handout(season), kwargs={"why": "gõ nhầm"}, owner=season.director)
