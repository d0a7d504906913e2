"""A password from paper is replaced before anything else."""

from django.test import Client

from hoctap.accounts import actions
from hoctap.accounts.models import User
from hoctap.audit.models import Event
from tests.world import World


def test_a_one_time_password_lets_one_only_set_a_password_of_ones_own(world: World, client: Client):
    once = actions.reset_password(world.hung, by=world.actor(world.admin)).one_time_password
    client.post("/login/", {"login": "hung", "password": once})
    assert client.get("/households/")["Location"] == "/password/"
    page = client.get("/password/").content.decode()
    assert "Mật khẩu một lần" in page
    assert "/households/" not in page
    typed = {"oldpassword": once, "password1": "ruong-lua-chin-vang", "password2": "ruong-lua-chin-vang"}
    assert client.post("/password/", typed)["Location"] == "/"
    assert not User.objects.get(pk=world.hung.pk).must_change_password
    assert client.get("/households/").status_code == 200
    assert Event.objects.filter(what="accounts.password.changed", actor_id=str(world.hung.pk)).exists()


def test_every_refusal_is_said_beside_its_field(world: World, client: Client):
    once = actions.reset_password(world.hung, by=world.actor(world.admin)).one_time_password
    client.post("/login/", {"login": "hung", "password": once})

    def said(old: str, new: str, again: str) -> str:
        return client.post(
            "/password/", {"oldpassword": old, "password1": new, "password2": again}
        ).content.decode()

    assert "Mật khẩu đang dùng chưa đúng." in said("sai", "ruong-lua-chin", "ruong-lua-chin")
    assert "chưa giống nhau" in said(once, "ruong-lua-chin", "ruong-lua-xanh")
    assert "phải khác mật khẩu đang dùng" in said(once, once, once)
    assert "8" in said(once, "ngan", "ngan")
    assert User.objects.get(pk=world.hung.pk).must_change_password


def test_somebody_not_signed_in_is_sent_to_sign_in(db: None, client: Client):
    assert client.get("/password/")["Location"] == "/login/?next=/password/"
