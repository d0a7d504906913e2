"""The key of a form: made when the form is shown, sent back with it, so that a form that is sent twice is known again.

It rides with `{% csrf_token %}` (`templatetags/form_key.py`, a builtin of all templates), so no form can be without it. What is
done with it: `hoctap/audit/once.py`.
"""

import secrets

FIELD = "form_key"
LONGEST = 40


def new_key() -> str:
    return secrets.token_urlsafe(12)
