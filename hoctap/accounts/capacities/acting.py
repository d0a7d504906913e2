"""“Ông/bà đang ký với tư cách nào?” Asked when more than one of a person's positions may do what he is about to do.

`acting_as` gives the actor for the action. Where it cannot know, it raises `CapacityQuestion`; the middleware answers
with a page that asks and sends the same form again with the answer. A form that carries a file asks in itself:
`ask_inside=True` turns the question into a refusal beside the field `acting_capacity`.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor, Located
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused

FIELD = "acting_capacity"
QUESTION = "Ông/bà đang làm việc này với tư cách nào?"


class CapacityQuestion(Exception):
    def __init__(self, able: list[Capacity], permission: Permission):
        self.able, self.permission = able, permission
        super().__init__(QUESTION)


def able(request: HttpRequest, permission: Permission, *, at: Located) -> list[Capacity]:
    """The signed-in person's positions of today that may do this there."""
    held: list[Capacity] = getattr(request, "capacities", [])
    return [one for one in held if one.actor().may(permission, at=at)]


def acting_as(request: Request, permission: Permission, *, at: Located, ask_inside: bool = False) -> Actor:
    """The actor in the position that is meant. None that may: the actor as he is, whom the action refuses."""
    could = able(request, permission, at=at)
    chosen = request.POST.get(FIELD, "")
    if chosen:
        for one in could:
            if str(one.pk) == chosen:
                return one.actor()
        raise Refused(
            [
                Reason(
                    "Tư cách đã chọn không làm được việc này hôm nay. Hãy chọn lại, hoặc nhờ người quản trị "
                    "của xã xem lại thời gian và vai trò.",
                    field=FIELD,
                )
            ]
        )
    if len(could) > 1:
        if ask_inside:
            raise Refused([Reason("Hãy chọn: " + QUESTION, field=FIELD)])
        raise CapacityQuestion(could, permission)
    return could[0].actor() if could else request.actor


def question_page(request: HttpRequest, question: CapacityQuestion) -> HttpResponse:
    """The form that was sent, and the question; nothing is chosen beforehand."""
    again = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in (FIELD, "csrfmiddlewaretoken")
        for value in values
    ]
    values = {"able": question.able, "permission": question.permission, "again": again, "field": FIELD}
    return render(request, "accounts/capacity_question.html", values)
