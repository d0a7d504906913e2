"""English second: every word of the public pages has its English, and a page below /en/ shows it without a cookie."""

import re
import string

import pytest
from django.test import Client
from django.utils import translation

from hoctap.core.catalogues import BadCatalogue, read_po, write_mo
from hoctap.portal.models import Door
from tests.portal import hands
from tests.portal.english import PO, of_code, of_templates, public_templates
from tests.world import World

_VIETNAMESE = re.compile(
    "[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)


def test_every_public_string_has_its_english_and_no_translation_is_dead():
    known = {message for message in read_po(PO.read_text(encoding="utf-8")) if message}
    wanted = of_templates() | of_code()
    assert wanted - known == set()
    assert known - wanted == set()


def test_an_english_string_says_what_the_vietnamese_one_says():
    """The same places for names and numbers, and nothing left in Vietnamese."""
    for message, english in read_po(PO.read_text(encoding="utf-8")).items():
        if message:
            names = re.compile(r"%\(\w+\)[sd]")
            assert sorted(names.findall(message)) == sorted(names.findall(english)), message
            assert not _VIETNAMESE.search(english), english


def test_no_public_page_has_words_that_are_not_put_through_gettext():
    wrong = []
    for file in public_templates():
        text = re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"))
        text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", text, flags=re.DOTALL)
        text = re.sub(r"{%.*?%}|{{.*?}}", "", text).replace("Tiếng Việt", "")
        wrong += [f"{file.name}: {found.group()}" for found in _VIETNAMESE.finditer(text)]
    assert not wrong


@pytest.mark.requirement("S1-05")
def test_the_same_page_is_read_in_english_without_a_cookie(world: World, door: Door, client: Client):
    hands.class_at(world.hamlet, title="Orchard")
    page = client.get(f"/en/c/{door.slug}/classes/")
    text = page.content.decode()
    assert '<html lang="en">' in text
    assert "Coming classes and sessions" in text
    assert f'href="/en/c/{door.slug}/books/"' in text
    assert f'href="/c/{door.slug}/classes/" lang="vi"' in text
    assert page["Content-Language"] == "en"
    assert not page.cookies
    assert '<html lang="vi">' in client.get(f"/c/{door.slug}/classes/").content.decode()


def test_a_refusal_is_told_in_the_language_of_the_page(
    world: World, door: Door, client: Client, no_hurry: None
):
    activity = hands.class_at(world.hamlet)
    hands.taking(activity)
    url = f"/en/c/{door.slug}/classes/{activity.pk}/signup/"
    refused = client.post(url, {"ticket": hands.ticket_on(client, url), "people": "1"})
    assert refused.status_code == 422
    assert "Please write your full name." in refused.content.decode()


def test_what_is_not_of_the_door_stays_vietnamese(client: Client, db: None):
    assert client.get("/en/login/").status_code == 404
    assert translation.get_language() == "vi"


def test_a_catalogue_is_read_and_written_for_gettext(tmp_path):
    written = '# x\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a"\n"b"\nmsgstr "c"\n\n'
    written += '#, fuzzy\nmsgid "d"\nmsgstr "e"\n\nmsgid "f"\nmsgstr ""\n'
    entries = read_po(written)
    assert entries == {"": "Language: en\n", "ab": "c"}
    assert write_mo(entries)[:4] == bytes.fromhex("de120495")
    letters = dict.fromkeys(string.ascii_lowercase, "Ấp")
    assert len(write_mo(letters)) > 26 * 20
    with pytest.raises(BadCatalogue, match="line 1"):
        read_po('msgid_plural "x"')
    with pytest.raises(BadCatalogue, match="line 2"):
        read_po('msgid "a"\nmsgstr c')
    with pytest.raises(BadCatalogue, match="twice"):
        read_po('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"')
