"""Words and sentences for what the facts around a draft tell."""

ASKED_FOR = {
    "order": "ordine ordini order",
    "address": "indirizzo address",
    "phone": "telefono cellulare recapito phone telephone mobile",
    "email": "mail email",
    "name": "nome cognome name surname",
    "photo": "foto fotografia fotografie immagine immagini photo photos picture pictures photograph",
    "purchase": "acquisto acquistato acquistata comprato comprata buy bought purchase purchased",
    "serial": "seriale matricola serial",
    "invoice": "fattura invoice",
    "customer": "cliente customer",
    "iban": "iban",
    "model": "modello model",
    "date": "data date",
    "tax": "fiscale tax",
    "meter": "contatore lettura meter reading",
}
ASKS = frozenset(
    "mandarmi mandarci inviarmi inviarci indicarmi indicarci dirmi dirci fornirmi fornirci "
    "comunicarmi comunicarci darmi "
    "darci scrivermi confermarmi mandi mandami mandateci invii inviami inviateci indichi indicami "
    "fornisca comunichi ripetermi ripeterci rimandarmi rimandarci alleghi allegaci allegarci allegarmi".split()
)
"""These ask by themselves; the others only in a question, or where the words before them leave it to the customer."""
ASKS_IN_QUESTIONS = frozenset("qual quale quali which what".split())
ASKS_THEM = frozenset("send provide tell give share confirm forward resend supply attach upload".split())
OF_US = frozenset("i we ll will io noi".split())
ASKS_FOR_US = frozenset(
    "serve servirebbe occorre need mandare inviare indicare dare fornire comunicare dire scrivere rimandare girare "
    "allegare".split()
)
FOR_US = frozenset("mi ci me i we".split())
NUMBERED = frozenset(
    "ordine ordini order telefono cellulare phone telephone mobile fattura invoice cliente customer".split()
)
"""Of these one has only the number: what stands beside it says whether that is asked for."""
NUMBER = frozenset("numero numeri codice riferimento n nr number numbers no code id reference ref".split())
MAIL = frozenset("mail email posta".split())
PLACE = frozenset("indirizzo address".split())
"""An address of which one of the others says where mail goes is no place; "a mail" alone is what one writes."""
PURCHASE = frozenset(ASKED_FOR["purchase"].split())
WHEN = frozenset("quando when data date giorno day".split())
"""Of a purchase the day is what is asked for again."""
PHOTO = frozenset(ASKED_FOR["photo"].split())
OF = frozenset("di del dello della dell dei delle of showing where dove con with".split())
"""Behind a photo these ask for one of something else."""
ANOTHER = frozenset("altra altre altro altri another other different more nuovo nuova new".split())
ATTACHED = frozenset(
    "allegato allegata allegati allegate allego alleghiamo attached attachment attachments enclosed".split()
)
JARGON = frozenset(
    "sla kpi eta rma sku backlog escalation escalare escalato workaround deploy rollback "
    "provisioning ticketing troubleshooting "
    "onboarding churn upsell ddt ndr evasione gestionale backend frontend bug patch firmware ont "
    "olt apn dns mtu cache token "
    "endpoint api cpe kyc chargeback swift roll lead time fulfilment fulfillment triage asset "
    "nurturing picking lotto wip "
    "migrazione tcc crm erp rid sepa sdd f24 cup otp".split()
) - frozenset(("time", "roll", "lead", "lotto"))
EXPLAINS = frozenset("( cioe ossia ovvero means meaning i.e called detto detta significa vale".split())
GREETINGS = frozenset(
    "gentile gentilissima gentilissimo caro cara buongiorno buonasera ciao salve egregio egregia "
    "dear hello hi morning".split()
)
TITLES = frozenset(
    "sig signor signora signorina dott dottor dottoressa dottore avv avvocato ing ingegner "
    "ingegnere prof professor "
    "professoressa geom architetto mr mrs ms miss dr sir madam".split()
)
NO_NAMES = frozenset(
    "cliente clienti customer team tutti all there everyone colleghi redazione ufficio amico amica".split()
)
WHY = {
    "it": {
        "asks_again": "Ce l'ha già dato: {0}.",
        "no_apology": "C'è un rimedio aperto per un nostro errore, e la risposta non lo riconosce.",
        "unrecorded_date": "È una data promessa che nessuna promessa registra.",
        "mixed_address": "Qui dai del {0} al cliente, altrove del {1}.",
        "other_language": "Il cliente scrive in un'altra lingua.",
        "attachment_missing": "Il testo parla di un allegato, e non c'è.",
        "placeholder": "Un segnaposto è rimasto vuoto.",
        "outside_recipient": "Arriva anche a chi finora non ha avuto parte nella richiesta: {0}.",
        "wrong_name": "Il cliente si chiama {0}.",
        "jargon": "Una parola nostra, che il cliente non ha usato e nessuno ha spiegato.",
        "left_out": "Manca una risposta a: «{0}»",
    },
    "en": {
        "asks_again": "They have given it already: {0}.",
        "no_apology": "A recovery is open for a failure of ours, and the reply does not own up to it.",
        "unrecorded_date": "A date is promised that no promise records.",
        "mixed_address": "The customer is addressed in one form here ({0}), in another elsewhere ({1}).",
        "other_language": "The customer writes in another language.",
        "attachment_missing": "The text speaks of an attachment, and there is none.",
        "placeholder": "A placeholder was left empty.",
        "outside_recipient": "It goes to somebody who had no part in the request so far: {0}.",
        "wrong_name": "The customer's name is {0}.",
        "jargon": "A word of ours that the customer did not use and nobody explained.",
        "left_out": 'One point has no answer: "{0}"',
    },
}
