"""`{% csrf_token %}` as everywhere, and beside it the key of this one form."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from hoctap.core.form_key import FIELD, new_key

register = template.Library()


class TokenAndKeyNode(CsrfTokenNode):
    def render(self, context: Context) -> str:
        token = super().render(context)
        if not token:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@register.tag
def csrf_token(parser: Any, token: Any) -> TokenAndKeyNode:
    return TokenAndKeyNode()
