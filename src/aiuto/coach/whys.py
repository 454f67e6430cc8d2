"""Why a finding is one, for who reads another language than that of the text."""

import functools

from aiuto.coach import apology
from aiuto.coach.around_words import WHY
from aiuto.coach.languages import LANGUAGES
from aiuto.coach.rulebook import rulebook
from aiuto.coach.tuning import REASON

ELSEWHERE = {
    "it.absent.call_again": "To ask them to call again makes those start anew who have reached for us already.",
    "it.absent.left": "Whoever has left will not answer any more. Say who takes their place.",
    "it.absent.nobody": '"Nobody is here" leaves the reader before a closed door.',
    "it.absent.only_they": "If only one other person can help, it is for us to reach them.",
    "it.absent.out_of_reach": "Where the absent one is matters little to who waits. Say who answers instead.",
    "it.arguing.belittles": "Who bears it knows its weight. To call it small makes voices rise.",
    "it.arguing.counts": "Who counts the times weighs their own patience. Who asks again still lacks the answer.",
    "it.arguing.contradict": "To doubt what they say ends the listening. A fact can stand beside theirs.",
    "it.arguing.prove_it": "Who must prove not to lie stops talking. What is needed can be asked for as a fact.",
    "it.buck.contact_them": "They have asked us already. Sending them elsewhere makes them start from nothing.",
    "it.buck.go_to_them": "Another door costs them another round. The call can be ours.",
    "it.buck.not_mine": '"It is not my department" tells the reader that they are alone with it.',
    "it.buck.nothing_to_do": '"There is nothing I can do" leaves the problem in the reader\'s hands.',
    "it.buck.their_fault": "Whose fault it is matters little to who waits. Who puts it right does.",
    "it.buck.theirs": "To say whose it is does not move it. Whoever takes it in hand does.",
    "it.call.be_quick": "To be asked to hurry makes those who need help feel in the way.",
    "it.call.somebody_waits": "Who hears that somebody else waits understands that their time is up.",
    "it.effort.heart_and_soul": "Heart and toil don't show from outside. A step does, or the next one with its hour.",
    "it.effort.valued": "That they count shows in the answer. Said alone, it sounds like a formula.",
    "it.effort.you_matter": "That the customer matters shows in what we do, not in how often we say it.",
    "it.gossip.guess": "It is a guess about the person, written as a fact. Tomorrow somebody will take it for true.",
    "it.gossip.mockery": "Scorn stays written, and whom it is about can ask to read it. Let the facts stand.",
    "it.no.guessed": "Who guesses a no gets one. Asked the other way round, a yes stays possible.",
    "it.no.inside_question": 'The "not" inside the question is the answer already. Better to ask for the yes.',
    "it.no.negative_question": "A question put negatively calls for a no. Two alternatives call for a choice.",
    "it.no.presumes": "The question already suggests the answer that does not help.",
    "it.others.compared": "Beside those who fare well, or worse, the writer feels like an odd case.",
    "it.others.everybody": "That everybody has it takes nothing from who suffers from it. What is done here counts.",
    "it.others.happens": '"It happens" makes the harm of who had it smaller.',
    "it.others.same": "That it happens to others neither comforts nor solves. Let us speak of this case.",
    "it.policy.higher_up": "Somebody higher up is a wall without a door. Better that we take the request there.",
    "it.policy.not_obliged": "Duties and permissions turn the eye from who is in need to us.",
    "it.policy.rules_are_rules": '"Those are the rules" explains nothing, and sounds like a refusal to think about it.',
    "it.policy.source_says_no": "To quote the paper ends the talk. The reader looks for a way, even another one.",
    "it.policy.tool_refuses": "A program decides nothing: we do. The reader wants to know the way around it.",
    "it.queue.in_turn": "To explain the turn does not make it come. The reader needs their hour.",
    "it.queue.order": "The order of arrival is our affair. The reader needs an hour.",
    "it.queue.season": "Holidays, season and staff we know before they write. Better a date, even a far one.",
    "it.queue.short_staff": "Holidays, season and staff are our problems. Better a certain time, even a long one.",
    "it.rule.general_no": "A rule that begins with no feels like a punishment. It can say until when one may.",
    "it.vague.it_will_come": "A future without a day binds nobody. A day, even a far one, can be noted.",
    "it.vague.later": '"Later" is no day. Whoever waits cannot tell an hour from a month.',
    "en.absent.gone": "Chi legge resta con qualcuno che non c'è. Serve chi prende in mano la cosa, e quando.",
    "en.arguing.contradicts": "Contraddire o fare la lezione mette chi legge in difesa.",
    "en.buck.elsewhere": "Ha già chiesto aiuto. Mandarlo altrove lo fa ripartire da zero.",
    "en.buck.sent_on": "Chi legge è mandato da qualcun altro, e lì ricomincia da capo.",
    "en.effort.all_out": "Quanto ci diamo da fare è affare nostro. Chi aspetta vuole sapere che cosa è fatto.",
    "en.effort.heart": "Che ci stia a cuore si vede da che cosa facciamo. Detto e basta, suona come un volantino.",
    "en.gossip.person": "Giudica la persona, che può chiedere di leggere la nota (GDPR, art. 15). Servono i fatti.",
    "en.no.presupposes": "La domanda si aspetta un no, e rende difficile chiedere qualcosa.",
    "en.no.question": "Una domanda al negativo chiama un no. Due alternative chiamano una scelta.",
    "en.others.too": "Che capiti ad altri non consola e non risolve. Conta questo caso.",
    "en.policy.bound": "Dire che decide qualcun altro ripara noi: chi legge resta senza nessuno con cui parlare.",
    "en.policy.so_it_is": "«È così» non dà né un motivo né una strada.",
    "en.policy.wall": "Chi legge viene a sapere chi lo vieta, e non che cosa si può fare.",
    "en.rule.barred": "La regola dice che cosa si nega o si perde. Può dire che cosa si può fare, e fino a quando.",
    "en.vague.some_day": "Una promessa senza giorno si dimentica da tutte e due le parti.",
}
"""Of rules that have no counterpart of the same name in the other language."""


def why_in(language: str, *, rule: str, kind: str, why: str, named: tuple[str, ...] = ()) -> str:
    """`why`, which is in the language of its rule, for a reader of this one; as it is where nothing else is known.

    `named` is what a rule of the facts names in it.
    """
    origin, _, name = rule.partition(".")
    if language not in LANGUAGES or origin == language:
        return why
    if origin == "own":
        return REASON[language] if why in REASON.values() else why
    if kind in apology.WHY[language]:
        return apology.why(kind, named, language)
    if kind in WHY[language]:
        return WHY[language][kind].format(*named)
    known = _whys(language)
    return ELSEWHERE.get(rule) or known.get(f"{language}.{name}") or known.get(f"learned.{kind}", why)


@functools.cache
def _whys(language: str) -> dict[str, str]:
    book = rulebook(language)
    return {rule.id: rule.why for rule in (*book.rules, *book.learned.values())}
