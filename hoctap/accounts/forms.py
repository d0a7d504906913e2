"""Signing in, a new password, and giving accounts."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms

from hoctap.accounts import actions
from hoctap.accounts.queries import own_actor
from hoctap.core.forms import DayField
from hoctap.core.permissions import Role
from hoctap.places.models import Organisation, Place


class SignInForm(LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Số điện thoại hoặc tên đăng nhập"
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        login.error_messages["required"] = "Hãy ghi số điện thoại hoặc tên đăng nhập."
        password.label = "Mật khẩu"
        password.help_text = ""
        password.widget.attrs = {"autocomplete": "current-password"}
        password.error_messages["required"] = "Hãy ghi mật khẩu."


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": ("Mật khẩu đang dùng", "current-password", "Hãy ghi mật khẩu đang dùng."),
            "password1": ("Mật khẩu mới", "new-password", "Hãy ghi mật khẩu mới."),
            "password2": ("Ghi lại mật khẩu mới", "new-password", "Hãy ghi lại mật khẩu mới."),
        }
        for name, (label, autocomplete, missing) in words.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs = {"autocomplete": autocomplete}
            self.fields[name].error_messages["required"] = missing
        if self.user.must_change_password:
            self.fields["oldpassword"].label = "Mật khẩu một lần (trên phiếu cấp tài khoản)"
        self.fields["password1"].help_text = "Ít nhất 8 ký tự, dễ nhớ với mình, khó đoán với người khác."

    def clean(self) -> dict[str, str]:
        cleaned: dict[str, str] = super().clean()
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", "Mật khẩu mới phải khác mật khẩu đang dùng.")
        # Said by the form above in its own words; by then the second typing is no longer among the clean values.
        if new and self["password2"].data and "password2" in self.errors:
            self.errors["password2"] = self.error_class(["Hai lần ghi mật khẩu mới chưa giống nhau."])
        return cleaned

    def save(self) -> None:
        super().save()
        actions.note_own_password(self.user, by=own_actor(self.user))


class CapacityForm(forms.Form):
    """A position and, with it, a role at a place."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Cơ quan, tổ chức",
        empty_label="Chọn…",
        error_messages={
            "required": "Hãy chọn cơ quan, tổ chức.",
            "invalid_choice": "Cơ quan này không thuộc nơi ông/bà quản lý.",
        },
    )
    title = forms.CharField(
        label="Chức vụ",
        max_length=120,
        help_text="Như ghi trên văn bản, ví dụ: Trưởng ấp.",
        error_messages={"required": "Hãy ghi chức vụ như trên văn bản."},
    )
    role = forms.ChoiceField(
        label="Được làm gì trong hệ thống",
        choices=[(role.value, role.label) for role in Role],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một vai trò."},
    )
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Ở đâu",
        empty_label="Chọn…",
        help_text="Vai trò có hiệu lực ở nơi này và các nơi bên dưới.",
        error_messages={
            "required": "Hãy chọn nơi được giao vai trò.",
            "invalid_choice": "Nơi này không thuộc nơi ông/bà quản lý.",
        },
    )
    starts_on = DayField(label="Từ ngày", required=False, help_text="Bỏ trống nếu từ hôm nay.")
    decision = forms.CharField(
        label="Theo quyết định",
        max_length=120,
        required=False,
        help_text="Ví dụ: 12/QĐ-UBND ngày 05/01/2024.",
    )

    def __init__(
        self,
        *args: object,
        organisations: list[Organisation],
        places: list[Place],
        roles: list[Role],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        organisation, place = self.fields["organisation"], self.fields["place"]
        assert isinstance(organisation, forms.ModelChoiceField)
        assert isinstance(place, forms.ModelChoiceField)
        # The lists are short, read already and in natural order: shown as they are, checked against
        # their ids.
        organisation.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        organisation.choices = [("", "Chọn…"), *((str(one.pk), one.name) for one in organisations)]
        place.queryset = Place.objects.filter(pk__in=[one.pk for one in places])
        place.choices = [("", "Chọn…"), *((str(one.pk), one.title) for one in places)]
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(one.value, one.label) for one in roles]


class AccountForm(CapacityForm):
    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Hãy ghi họ và tên."}
    )
    phone = forms.CharField(
        label="Số điện thoại",
        max_length=20,
        required=False,
        help_text="Dùng để đăng nhập. Không cần thư điện tử.",
    )
    login = forms.CharField(
        label="Tên đăng nhập", max_length=60, required=False, help_text="Chỉ cần khi không có số điện thoại."
    )

    field_order = [
        "full_name",
        "phone",
        "login",
        "organisation",
        "title",
        "role",
        "place",
        "starts_on",
        "decision",
    ]


class RoleForm(CapacityForm):
    """One more role of a position that is there already."""

    def __init__(self, *args: object, places: list[Place], roles: list[Role], **kwargs: object) -> None:
        super().__init__(*args, organisations=[], places=places, roles=roles, **kwargs)
        for name in ("organisation", "title", "starts_on", "decision"):
            del self.fields[name]


class EndForm(forms.Form):
    ends_on = DayField(
        label="Ngày đầu tiên không còn giữ", required=False, help_text="Bỏ trống nếu từ hôm nay."
    )


class AccountFilter(forms.Form):
    hamlet = forms.ChoiceField(label="Ấp, khóm", required=False)
    q = forms.CharField(label="Tên hoặc số điện thoại", required=False, max_length=60)

    def __init__(self, *args: object, hamlets: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hamlet = self.fields["hamlet"]
        assert isinstance(hamlet, forms.ChoiceField)
        hamlet.choices = [("", "Tất cả"), *((str(one.pk), one.title) for one in hamlets)]
