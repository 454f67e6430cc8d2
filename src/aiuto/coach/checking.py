"""The coach's one question: what of this text would be better said otherwise, what is well said, what is promised?

The rules speak first; the recogniser adds what it is sure of in sentences where no rule named that kind.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from aiuto.coach.around import findings_around, placeholders
from aiuto.coach.around_wordings import with_wordings
from aiuto.coach.automaton import Run
from aiuto.coach.commitments import commitments_of
from aiuto.coach.dates import Sighting, sightings
from aiuto.coach.english import plain_forms
from aiuto.coach.facts import NO_FACTS, Facts
from aiuto.coach.forms_of_address import form_in, form_of_theirs
from aiuto.coach.heard import apology_holds, heard_score
from aiuto.coach.languages import languages_of, stronger
from aiuto.coach.passages import Sentence, own_words, sentences_of
from aiuto.coach.recogniser import Reading, recogniser
from aiuto.coach.report import EVIDENCE, GOSSIP, KINDS, Context, Evidence, Finding, Report
from aiuto.coach.rulebook import Rule, Rulebook, rulebook
from aiuto.coach.tuning import UNTUNED, OwnRule, Tuning, own_rulebook
from aiuto.coach.words import Words

_SOME_DAY = datetime(2024, 1, 1, tzinfo=UTC)
"""Counts for the present where none is given: that a time is named does not depend on it."""

_NO_PATTERNS = frozenset[int]()
_NO_KINDS = frozenset[str]()
_DENIALS = frozenset(("non", "not", "never"))
"""Words that turn what follows into its contrary: «non è colpa sua»."""


_TITLES = frozenset(
    "signor signora signorina sig sigra dottor dottoressa dott avv ing geom mr mrs ms miss dr".split()
)
"""Words behind which a surname stands."""
_NAMES_TOO = frozenset(
    "karen nutter pest savage crank fool joker cow moody matti matto pazzi scemi stolto bestia villano capra vacca "
    "oca gallina furbi asini".split()
)
"""Insults that people are called by as well."""
_LIKENED = frozenset("da come of as e and".split())
"""Behind such a word at the beginning of a sentence these say that it is meant: «matto da legare»."""
_ONE_OF_MANY = frozenset(
    "a an another the this that such total typical classic real proper un uno una il la lo questo questa quel quella "
    "solito solita altro altra vero vera".split()
)
"""And before it anywhere: "a right Karen"."""


class Hit(NamedTuple):
    """A rule found in a sentence, from one word to another; `weighed` are the words by which it was recognised."""

    rule: Rule
    sentence: int
    begin: int
    end: int
    weighed: tuple[int, ...] = ()


@dataclass(slots=True)
class Draft:
    """A text as it is judged: its own words in sentences, the times that it names, and the sentences that name one.

    `runs` are its sentences as the rules of each book read them.
    """

    text: str
    words: Words
    sentences: Sequence[Sentence]
    times: Sequence[Sighting]
    dated: frozenset[int]
    runs: Sequence[tuple[Rulebook, Sequence[Run]]] = ()
    _plain: list[str] | None = None

    def forms(self, language: str) -> list[str]:
        """The words as rules and recogniser of a language know them."""
        if language != "en":
            return self.words.texts
        if self._plain is None:
            self._plain = plain_forms(self.words)
        return self._plain

    def span(self, begin: int, end: int) -> tuple[int, int]:
        return self.words.starts[begin], self.words.ends[end - 1]


def check(
    text: str,
    *,
    context: Context,
    language: str | None = None,
    facts: Facts | None = None,
    now: datetime | None = None,
    tuning: Tuning = UNTUNED,
) -> Report:
    """Judge a text that is about to be sent, published or noted.

    Without `language` it is told from the words. `now`, aware, is the present from which dates count. `tuning` is what
    the house makes of the rules. A "rule" may hold placeholders: saved replies are made of them.
    """
    known = facts or NO_FACTS
    draft = read_draft(text, known, now)
    words = draft.words
    languages = _languages(words, language)
    avoided, spoken = judged(draft, languages, context, known)
    findings = tuple(_findings(draft, avoided, known))
    if context != "rule":
        left = placeholders(text, languages[0])
        findings = (*findings, *with_wordings(left, text, words, known, languages[0]))
    if context != "note":
        findings = (*findings, *_own(draft, languages, tuning.own, known))
    if context != "reply":
        return Report(languages[0], _in_order(findings, tuning))
    promised = tuple(commitments_of(text, words, draft.sentences, draft.times, now, languages))
    evidence = [
        *_evidence(draft, spoken, known),
        *(Evidence("commitment", each.span) for each in promised),
    ]
    evidence.sort(key=lambda item: item.span)
    if facts:
        around = findings_around(text, words, draft.sentences, evidence, promised, facts, languages[0])
        findings = (*findings, *with_wordings(around, text, words, facts, languages[0]))
    asks_again = any(finding.kind == "asks_again" for finding in findings)
    heard = heard_score(words, evidence, promised, known, asks_again=asks_again)
    return Report(languages[0], _in_order(findings, tuning), tuple(evidence), promised, heard)


def _in_order(findings: Iterable[Finding], tuning: Tuning) -> tuple[Finding, ...]:
    """Those that the house has not muted; what blocks stays."""
    heard = (each for each in findings if each.rule not in tuning.muted or each.severity == "block")
    return tuple(sorted(heard, key=lambda finding: finding.span))


def _own(draft: Draft, languages: Iterable[str], own: tuple[OwnRule, ...], facts: Facts) -> Iterator[Finding]:
    """What the house's own rules find."""
    books = [book for name in languages if (book := own_rulebook(own, name))]
    return _findings(
        draft, _apart(hit for book in books for hit in find(draft, book, run(draft, book))), facts
    )


def judged(
    draft: Draft, languages: Sequence[str], context: Context, facts: Facts
) -> tuple[list[Hit], list[Hit]]:
    """What to avoid and what is well said, by the rules and by the recogniser."""
    by_rule = [hit for hits in by_rules(draft, languages, context, facts) for hit in hits]
    wanted = KINDS[context].union(EVIDENCE if context == "reply" else ())
    learned, doubted = _recognised(draft, languages, by_rule, wanted)
    certain = [hit for hit in by_rule if (hit.sentence, hit.rule.kind) not in doubted]
    hits = [*certain, *_standing(draft, learned, facts)]
    return (
        [hit for hit in hits if hit.rule.kind in KINDS[context]],
        [hit for hit in hits if hit.rule.kind in EVIDENCE],
    )


def by_rules(
    draft: Draft, languages: Sequence[str], context: Context, facts: Facts
) -> tuple[list[Hit], list[Hit]]:
    """What to avoid and what is well said, by the rules alone; a rule's text is read as a reply's is."""
    kinds = KINDS["note" if context == "note" else "reply"]
    draft.runs = [(book, run(draft, book)) for book in map(rulebook, languages)]
    hits = [hit for book, runs in draft.runs for hit in find(draft, book, runs)]
    avoided = _best_said(_standing(draft, [hit for hit in hits if hit.rule.kind in kinds], facts))
    spoken = _standing(draft, [hit for hit in hits if hit.rule.kind in EVIDENCE], facts)
    return avoided, [hit for hit in _best_said([*avoided, *spoken]) if hit.rule.kind in EVIDENCE]


def _readings(draft: Draft, language: str, *, alone: bool) -> list[Reading | None]:
    """The recogniser's reading of each sentence; of a text in two languages, of those in its own.

    Signs alone say nothing: a row of dashes, the line below a table's head.
    """
    model, forms = recogniser(language), draft.forms(language)
    read: list[Reading | None] = []
    for sentence in draft.sentences:
        own = forms[sentence.begin : sentence.end]
        ours = any(map(str.isalnum, own)) and (alone or stronger(own) in (language, None))
        read.append(model.read(own, question=sentence.question) if ours else None)
    return read


def _recognised(
    draft: Draft, languages: Sequence[str], by_rule: Sequence[Hit], wanted: frozenset[str]
) -> tuple[list[Hit], set[tuple[int, str]]]:
    """What the recogniser is sure of where no rule has named that kind, and the hits of a rule that it doubts."""
    named: dict[int, set[str]] = {}
    for hit in by_rule:
        named.setdefault(hit.sentence, set()).add(hit.rule.kind)
    learned: list[Hit] = []
    doubted: set[tuple[int, str]] = set()
    for language in languages:
        model, read = recogniser(language), _readings(draft, language, alone=len(languages) == 1)
        for number, own in enumerate(read):
            if own is None:
                continue
            before = read[number - 1] if number else None
            after = read[number + 1] if number + 1 < len(read) else None
            found = named.get(number, _NO_KINDS)
            kinds, mistaken = model.judge(own, before=before, after=after, found=found)
            if kinds:
                new = wanted.intersection(kinds) - found
                learned += [_learned(draft, language, number, own, kind) for kind in sorted(new)]
            if mistaken:
                doubted.update((number, kind) for kind in mistaken if not _agreed(by_rule, number, kind))
    return learned, doubted


def _agreed(hits: Iterable[Hit], sentence: int, kind: str) -> bool:
    """Whether two rules found this kind in a sentence: where they agree they are not doubted."""
    return len({hit.rule.id for hit in hits if (hit.sentence, hit.rule.kind) == (sentence, kind)}) > 1


def _learned(draft: Draft, language: str, number: int, sentence: Reading, kind: str) -> Hit:
    begin, end, _ = draft.sentences[number]
    if kind in EVIDENCE:
        return Hit(rulebook(language).learned[kind], number, begin, end)
    weighed = tuple(begin + place for place in recogniser(language).weightiest(sentence, kind))
    return Hit(rulebook(language).learned[kind], number, weighed[0], weighed[-1] + 1, weighed)


def read_draft(text: str, facts: Facts = NO_FACTS, now: datetime | None = None) -> Draft:
    """A text's own words in sentences, with the times that it names."""
    words, sentences = sentences_of(own_words(text))
    times = list(sightings(words, now=now or _SOME_DAY, works=facts.works))
    begins = [sentence.begin for sentence in sentences]
    dated = frozenset(bisect_right(begins, time.begin) - 1 for time in times)
    return Draft(text, words, sentences, times, dated)


def _languages(words: Words, language: str | None) -> tuple[str, ...]:
    found = languages_of(words.texts)
    if language is None:
        return found
    return (language, *(name for name in found if name != language)) if len(found) > 1 else (language,)


def run(draft: Draft, book: Rulebook) -> list[Run]:
    """Each sentence as the rules of one language read it."""
    forms, read = draft.forms(book.language), book.automaton.run
    return [read(forms[begin:end]) for begin, end, _ in draft.sentences]


def find(draft: Draft, book: Rulebook, runs: Sequence[Run]) -> list[Hit]:
    """All that the rules of one language match."""
    return [
        Hit(book.rules[owner], number, begin, end)
        for number, each in enumerate(runs)
        if each.ended
        for owner, begin, end in _matches(draft, number, book, each, book.finding)
        if isinstance(owner, int)
    ]


def _matches(
    draft: Draft, number: int, book: Rulebook, each: Run, wanted: frozenset[int]
) -> Iterator[tuple[int | str, int, int]]:
    """Whose patterns stand in a sentence, from which word to which."""
    forms, first = draft.forms(book.language), draft.sentences[number].begin
    for pattern, begin, end in book.automaton.matches(each, wanted):
        if not (begin and forms[first + begin - 1] in _DENIALS):
            yield book.owners[pattern], first + begin, first + end


def _guarded(draft: Draft, number: int, guard: str) -> bool:
    """Whether a guard stands in a sentence; asked for where a hit needs it: most sentences need none."""
    return any(
        True
        for book, runs in draft.runs
        for _ in _matches(draft, number, book, runs[number], book.guards.get(guard, _NO_PATTERNS))
    )


def _findings(draft: Draft, hits: Sequence[Hit], facts: Facts) -> Iterator[Finding]:
    if not hits:
        return
    address = facts.address or form_in(draft.words) or form_of_theirs([facts.customer_text]) or "lei"
    for hit in hits:
        rule, span = hit.rule, draft.span(hit.begin, hit.end)
        weighed = tuple(draft.span(place, place + 1) for place in hit.weighed)
        yield Finding(rule.kind, span, rule.id, rule.severity, rule.why, rule.wordings(address), weighed)


def _evidence(draft: Draft, hits: Sequence[Hit], facts: Facts) -> Iterator[Evidence]:
    felt = {hit.sentence for hit in hits if hit.rule.kind == "compassion"}
    for hit in hits:
        holds = frozenset[str]()
        if hit.rule.kind == "apology":
            holds = apology_holds(
                draft.words,
                draft.sentences,
                hit.sentence,
                dated=draft.dated,
                felt=felt,
                name=facts.customer_name,
            )
        yield Evidence(hit.rule.kind, draft.span(hit.begin, hit.end), holds)


def _standing(draft: Draft, hits: Iterable[Hit], facts: Facts) -> list[Hit]:
    """The hits that nothing makes harmless."""
    return _apart(
        hit
        for hit in hits
        if not (hit.rule.kind == GOSSIP and _is_name(draft, hit))
        and not any(_holds(draft, hit, guard, facts) for guard in hit.rule.guards)
        and all(_holds(draft, hit, need, facts) for need in hit.rule.needs)
    )


def _is_name(draft: Draft, hit: Hit) -> bool:
    """Whether one word with a capital names a person: «la signora Matti», "Karen from accounts"."""
    begin, texts = hit.begin, draft.words.texts
    if hit.end - begin > 1 or not _written(draft, begin).istitle():
        return False
    named = texts[begin] in _NAMES_TOO
    if begin == draft.sentences[hit.sentence].begin:
        following = draft.words.at(hit.end)
        return named and following.isalpha() and following not in _LIKENED
    before = _written(draft, begin - 1)
    return before.istitle() or before in _TITLES or (named and texts[begin - 1] not in _ONE_OF_MANY)


def _written(draft: Draft, place: int) -> str:
    return draft.text[slice(*draft.span(place, place + 1))]


def _best_said(hits: Sequence[Hit]) -> list[Hit]:
    """Without those of which another kind in the same sentence says it better."""
    kinds: dict[int, set[str]] = {}
    for hit in hits:
        kinds.setdefault(hit.sentence, set()).add(hit.rule.kind)
    return [hit for hit in hits if kinds[hit.sentence].isdisjoint(hit.rule.unless)]


def _holds(draft: Draft, hit: Hit, condition: str, facts: Facts) -> bool:
    """Whether a guard or a need stands in the hit's sentence, or with "+" in one beside it."""
    name, around = condition.rstrip("+"), condition.endswith("+")
    if name == "question":
        return draft.sentences[hit.sentence].question
    if name == "recovery":
        return facts.recovery
    near = range(max(hit.sentence - around, 0), min(hit.sentence + 1 + 2 * around, len(draft.sentences)))
    if name == "date":
        return not draft.dated.isdisjoint(near)
    return any(_guarded(draft, number, name) for number in near)


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """In the order of the text, of overlapping hits of one kind the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.rule.kind, each.begin, -each.end)):
        last = kept[-1] if kept else None
        if last and last.rule.kind == hit.rule.kind and hit.begin < last.end:
            if hit.end - hit.begin > last.end - last.begin:
                kept[-1] = hit
            continue
        kept.append(hit)
    return sorted(kept, key=lambda each: (each.begin, each.end, each.rule.kind))
