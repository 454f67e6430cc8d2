"""Limits for customers: asked for with evidence and words to them, listed for leads, lifted with one press."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.approvals.errors import ApprovalError
from aiuto.customers.errors import CustomerError, NoSuchLimit
from aiuto.customers.queries import LimitKind, Wish, draft, limits_at
from aiuto.flows.check_texts import Kept, check_kept
from aiuto.flows.lift_limit import lift_limit
from aiuto.flows.limit_customer import limit_customer
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import customers
from aiuto.tickets.queries.customers import Known
from aiuto.tickets.queries.evidence import newest_said_by
from aiuto.tickets.queries.quarantine import held_address
from aiuto.ui import words
from aiuto.workspace.coach.hints import Card, cards_of
from aiuto.workspace.customers.meanings import ICONS
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST_EXCERPT = 140
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
THEN = [
    ("review", gettext_lazy("a lead looks at it again")),
    ("end", gettext_lazy("it ends by itself")),
]


class LimitForm(forms.Form):
    """Why, what shows it, what the customer reads, and until when."""

    reason = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "The lead who decides reads it; the customer can ask to read it, too (GDPR, art. 15)."
        ),
    )
    evidence = forms.TypedMultipleChoiceField(
        label=gettext_lazy("The messages that show it"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=gettext_lazy("What the customer reads"), max_length=2000)
    until = forms.DateField(label=gettext_lazy("Until"), widget=DAY)
    then = forms.ChoiceField(
        label=gettext_lazy("On that day"), choices=THEN, initial="review", widget=forms.RadioSelect
    )

    def __init__(self, *given: Any, said: list[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["evidence"].choices = [(one.pk, _told(one)) for one in said]  # type: ignore[attr-defined]

    def wish(self, kind: LimitKind) -> Wish:
        """What is asked for, as the flow takes it."""
        given = self.cleaned_data
        names = ("reason", "evidence", "text", "until")
        return Wish(kind=kind, ends=given["then"] == "end", **{name: given[name] for name in names})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Reader, customer: int) -> HttpResponse:
    """The form for one kind of limit, with our draft in the customer's language."""
    known = customers.one(request.user, customer)
    said = newest_said_by(request.user, known.customer.pk)
    kind = _kind(request, known)
    language = known.customer.language or next((one.ticket.language for one in said), "") or "it"
    initial = {
        "text": draft(kind, known.customer, language=language),
        "until": timezone.localdate() + timedelta(days=settings.ENVIRONMENT.aiuto_limit_days),
    }
    given = request.POST if request.method == "POST" else None
    form = LimitForm(given, said=said, initial=initial)
    cards = _cards(form["text"].value() or "", language) if form.is_bound else []
    asks = form.is_bound and not _reads_over(request, cards)
    if asks and form.is_valid() and _asked(request, known, form.wish(kind), form):
        return redirect("workspace:customer", known.customer.pk)
    context = {
        "known": known,
        "form": form,
        "kind": kind,
        "tabs": _tabs(request, kind),
        "said": said,
        "cards": cards,
    }
    return _page(request, "ask", status=422 if asks else 200, **context, written_in=language)


@require_POST
@signed_in
def check(request: Reader, customer: int) -> HttpResponse:
    """The hints on what they read, for the script that asks while one writes."""
    known = customers.one(request.user, customer)
    cards = _cards(request.POST.get("text", ""), known.customer.language)
    return render(request, "workspace/coach/_hints.html", {"cards": cards, "kind": "first"})


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """What is asked for and what is in force at this lead's desks, the next day that counts first."""
    return _page(request, "list", limits=limits_at(request.user))


@require_POST
@for_leads
def lift(request: Reader, limit: int) -> HttpResponse:
    """One press: from now on they are a customer like any other. What was held of theirs is looked at next."""
    try:
        lifted = lift_limit(
            limit, why=request.POST.get("why", "").replace("\0", ""), user=request.user, now=timezone.now()
        )
    except NoSuchLimit:
        raise NotFound from None
    except CustomerError as error:
        messages.error(request, str(error))
        return redirect("workspace:customer_limits")
    address = held_address(request.user, lifted.customer_id) if lifted.kind == LimitKind.BLOCKED else ""
    if address:
        messages.success(
            request, _("Lifted. Here is the mail that was held: let in what you want to answer.")
        )
        return redirect(f"{reverse('workspace:quarantine_view', args=['limit'])}?{urlencode({'q': address})}")
    messages.success(request, _("Lifted. From now on they are a customer like any other."))
    return redirect("workspace:customer", lifted.customer_id)


def _asked(request: Reader, known: Known, wish: Wish, form: LimitForm) -> bool:
    """Whether a lead is asked now."""
    try:
        limit_customer(known.customer.pk, wish, user=request.user, now=timezone.now())
    except (CustomerError, ApprovalError) as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Asked. A lead decides, and you hear of it."))
    return True


def _reads_over(request: Reader, cards: list[Card]) -> bool:
    """The hints are looked at first: where somebody asks for them, and once where there are any."""
    return "hints" in request.POST or bool(cards and "read" not in request.POST)


def _kind(request: Reader, known: Known) -> LimitKind:
    """The one that was chosen, else the step after the one in force."""
    chosen = request.GET.get("kind", "")
    if chosen in LimitKind.values:
        return LimitKind(chosen)
    steps = list(LimitKind)
    now = known.customer.limit
    return steps[min(steps.index(LimitKind(now)) + 1, len(steps) - 1)] if now else steps[0]


def _tabs(request: Reader, current: LimitKind) -> list[dict[str, Any]]:
    """Each kind, from the mildest to the hardest."""
    return [
        {
            "url": f"{request.path}?kind={kind}",
            "label": kind.label,
            "icon": ICONS[kind],
            "current": kind == current,
        }
        for kind in LimitKind
    ]


def _cards(text: str, language: str) -> list[Card]:
    return cards_of(check_kept(Kept("person", 0, "", text, language or "it")).hints, text)


def _told(message: Any) -> str:
    """When and what, in one line."""
    at = words.day(timezone.localtime(message.at).date())
    return f"{at} · {Truncator(message.reply_text or message.text).chars(LONGEST_EXCERPT)}"


def _page(request: Reader, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"workspace/limits/{name}.html", shell(request, **context), status=status)
