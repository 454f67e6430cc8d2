"""How to say better what the facts around a draft warn of: with what is known, in the customer's form of address."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from aiuto.coach.around_words import TITLES
from aiuto.coach.facts import Facts
from aiuto.coach.forms_of_address import SHOWN, form_in, form_of_theirs, in_form
from aiuto.coach.report import Finding
from aiuto.coach.rulebook import addressed
from aiuto.coach.words import Words, fold

_KNOWN = "#"
"""Where a wording holds what is known."""
_BETTER = {
    "it": {
        "asks_again": (
            "Ho già #, non serve altro.",
            "Da noi risulta #: {mi scriva|scrivimi|scrivetemi} solo se è cambiato.",
        ),
        "no_apology": (
            "{Le|Ti|Vi} chiedo scusa: l'errore è nostro.",
            "Mi dispiace per quello che è successo: abbiamo sbagliato noi.",
        ),
        "attachment_missing": ("{Le|Ti|Vi} scrivo tutto qui sotto.",),
    },
    "en": {
        "asks_again": (
            "I have # here already, nothing else is needed.",
            "We have #: tell me only if it has changed.",
        ),
        "no_apology": (
            "I am sorry: this was our mistake.",
            "I apologise for what went wrong: the fault is ours.",
        ),
        "attachment_missing": ("Here it all is, written below.",),
    },
}
"""Whole sentences. A "{La|Ti|Vi}" holds the three forms of address."""
_EXPLAINED = {
    "it": {
        "sla": "il tempo entro cui rispondiamo", "eta": "quando arriva", "rma": "il numero del reso",
        "sku": "il codice dell'articolo", "backlog": "quello che resta da fare", "workaround": "una via per aggirarlo",
        "deploy": "la messa in opera", "rollback": "il ritorno alla versione di prima", "patch": "la correzione",
        "bug": "un errore del programma", "ddt": "il documento della merce", "otp": "il codice usa e getta",
        "firmware": "il programma dentro l'apparecchio", "provisioning": "l'attivazione",
        "escalation": "il passaggio a chi può decidere", "chargeback": "lo storno sulla carta",
        "picking": "la preparazione in magazzino", "triage": "una prima valutazione", "token": "il codice di accesso",
        "cache": "la memoria del browser", "fulfilment": "la preparazione dell'ordine",
    },
    "en": {
        "sla": "the time within which we answer", "eta": "when it arrives", "rma": "the return number",
        "sku": "the item's code", "backlog": "what is still to be done", "workaround": "a way around it",
        "deploy": "putting it live", "rollback": "going back to the version before", "patch": "the correction",
        "bug": "a mistake in the program", "otp": "the code that works once", "firmware": "the device's own program",
        "provisioning": "switching it on", "escalation": "passing it to who can decide",
        "chargeback": "the card's refund", "picking": "getting it ready in the warehouse",
        "triage": "a first look", "token": "the access code", "cache": "the browser's memory",
        "fulfilment": "getting the order ready",
    },
}  # fmt: skip
"""Words of ours in everybody's."""
_FOR_A_NAME = re.compile(r"nome|name|cliente|customer", re.IGNORECASE)
_FOR_AN_ORDER = re.compile(r"ordine|order", re.IGNORECASE)


def with_wordings(
    findings: Iterable[Finding], text: str, words: Words, facts: Facts, language: str
) -> Iterator[Finding]:
    """The findings, each with what would be better where the facts tell it."""
    form = facts.address or form_in(words) or form_of_theirs([facts.customer_text]) or "lei"
    for finding in findings:
        better = (
            *_sentences(finding, form, language),
            *_in_place(finding, text, words, facts, language),
        )
        yield replace(finding, better=better) if better else finding


def _sentences(finding: Finding, form: str, language: str) -> Iterator[str]:
    for wording in _BETTER[language].get(finding.kind, ()):
        yield addressed(wording, form).replace(_KNOWN, next(iter(finding.named), ""))


def _in_place(finding: Finding, text: str, words: Words, facts: Facts, language: str) -> Iterator[str]:
    """What stands in the place of the very words that were found."""
    said = text[slice(*finding.span)]
    if finding.kind == "wrong_name":
        yield _called(words, finding, facts.customer_name)
    elif finding.kind == "mixed_address":
        wanted = next(form for form, shown in SHOWN.items() if shown == finding.named[-1])
        yield from filter(None, [in_form(words, words.starts.index(finding.span[0]), wanted)])
    elif finding.kind == "placeholder":
        known = {_FOR_A_NAME: facts.customer_name, _FOR_AN_ORDER: facts.known.get("order", "")}
        yield from (value for meant, value in known.items() if value and meant.search(said))
    elif finding.kind == "jargon" and (plain := _EXPLAINED[language].get(fold(said))):
        yield f"{said} ({plain})"


def _called(words: Words, finding: Finding, name: str) -> str:
    """Behind a title the surname, else the name that comes first."""
    first, *others = name.split()
    place = words.starts.index(finding.span[0])
    titled = not TITLES.isdisjoint(words.texts[max(place - 2, 0) : place])
    return others[-1] if others and titled else first
