"""How fast the coach is, against a plain alternation of the same phrases, and how often it is right."""

import functools
import itertools
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from aiuto.coach import check
from aiuto.coach.checking import Draft, by_rules, read_draft
from aiuto.coach.facts import NO_FACTS
from aiuto.coach.rulebook import rulebook
from benchmarks.rows import Row, milliseconds
from tools.coach_figures import ASIDE, FIFTH, FIRST, FOURTH, SECOND, THIRD, both, rules_alone
from tools.coach_measure import Score
from tools.coach_promises import promises, read
from tools.coach_recogniser import LANGUAGES, examples, rule_examples

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
REPLY, LARGE = 2_000, 1_000_000
PASSES = 5
REPLY_SECONDS, LARGE_SECONDS, TEXTS_A_SECOND, LOADING_SECONDS = 0.002, 0.5, 2_000, 0.05
"""What is asked for; rows give the ratio to it."""
F1, FALSE_ALARMS, FOUND = 0.85, 0.05, 0.9


def rows(*, quick: bool) -> Iterator[Row]:
    yield loading(9 if quick else 25)
    for language in LANGUAGES:
        yield first(language)
        yield reply(language)
        yield new(language, 1_000 if quick else 6_000)
        yield from sentences(language, LARGE // 10 if quick else LARGE)
        yield lines(language, 500 if quick else 3_000)
        yield from right(language)
        yield from commitments(language)


def reply(language: str) -> Row:
    """Replies of 2 kB, made of the corpus's longest texts, judged again and again as while they are written."""
    replies = [text_of(language, REPLY, begin) for begin in range(0, 100, 10)]
    taken = least(lambda: [check(each, context="reply", language=language, now=NOW) for each in replies])
    each = taken / len(replies)
    what = f"Coach, {language}: a reply of 2 kB, judged again"
    return Row(what, "", milliseconds(each), milliseconds(REPLY_SECONDS), each / REPLY_SECONDS, most=1)


def first(language: str) -> Row:
    """Replies of 2 kB by a process that has read next to nothing: neither their sentences nor most of their words."""
    check("Ok.", context="reply", language=language, now=NOW)
    what = f"Coach, {language}: a reply of 2 kB, the first that a process reads"
    return _met(what, [text_of(language, REPLY, begin) for begin in range(120, 180, 10)], language)


def new(language: str, read: int) -> Row:
    """Replies of 2 kB of the passes that were kept aside, each judged once, when all others have been read.

    Their words have mostly been met, none of their sentences has; a draft is new but once.
    """
    replies = [each for each in examples(language) if each.context == "reply"]
    for each in [each for each in replies if not each.aside][:read]:
        check(each.text, context="reply", language=language, now=NOW)
    aside = "\n\n".join(each.text for each in replies if each.aside)
    pieces = [aside[begin : begin + REPLY] for begin in range(0, len(aside) - REPLY, REPLY)]
    return _met(f"Coach, {language}: a reply of 2 kB, every sentence of it new", pieces, language)


def _met(what: str, replies: list[str], language: str) -> Row:
    """The middle one of replies that are each judged once, beside what is asked of a reply."""
    taken = statistics.median(_once(each, language) for each in replies)
    return Row(what, "", milliseconds(taken), milliseconds(REPLY_SECONDS), taken / REPLY_SECONDS)


def _once(text: str, language: str) -> float:
    begun = _spent()
    check(text, context="reply", language=language, now=NOW)
    return _spent() - begun


def sentences(language: str, size: int) -> Iterator[Row]:
    """Rules alone over the sentences of a large text, and the phrases that they find in their examples as one `re`.

    Cutting the text into sentences, reading times and the recogniser are not timed here: a reply's row has them all.
    What is remembered of sentences is let go before each run; the text comes to its own again only after more of them.
    """
    text, phrases = text_of(language, size, 0), phrases_of(language)
    plain = re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE)
    book = rulebook(language)
    drafted = read_draft(text)
    ours = least(lambda: _ruled(drafted, language))
    floor = least(lambda: sum(1 for _ in plain.finditer(text)))
    what = (
        f"Coach, {language}: sentences of {size // 1000:,} kB through {len(book.rules)} rules, "
        f"{len(book.owners)} patterns"
    )
    yield Row(what, "", milliseconds(ours), milliseconds(floor), ours / floor, most=1)
    allowed = LARGE_SECONDS * size / LARGE
    yield Row(
        f"{what}, to what is asked", "", milliseconds(ours), milliseconds(allowed), ours / allowed, most=1
    )


def _ruled(draft: Draft, language: str) -> None:
    """All that the rules say of a draft whose sentences are new to them."""
    rulebook(language).automaton.runs.clear()
    by_rules(draft, (language,), "reply", NO_FACTS)


def lines(language: str, count: int) -> Row:
    """`aiuto coach --jsonl` on texts that all differ, with its own start, by the clock: processors share them."""
    texts = list(
        itertools.islice((each.text for each in examples(language) if each.context == "reply"), count)
    )
    asked = "".join(
        json.dumps({"id": n, "lang": language, "text": text}) + "\n" for n, text in enumerate(texts)
    )
    command = [sys.executable, "-m", "aiuto.cli.main", "coach", "--jsonl"]
    taken = least(
        lambda: subprocess.run(command, input=asked.encode(), capture_output=True, check=True),
        3,
        clock=time.perf_counter,
    )
    rate = len(texts) / taken
    what = f"Coach, {language}: short texts a second by --jsonl"
    return Row(what, "", f"{rate:,.0f}", f"{TEXTS_A_SECOND:,}", rate / TEXTS_A_SECOND, least=1)


def loading(times: int) -> Row:
    """What rules and weights add to an interpreter that has imported the coach."""
    code = "import aiuto.coach.checking as c"
    loaded = f"{code}; c.rulebook('it'); c.recogniser('it')"
    start, whole = (least(functools.partial(_started, each), times) for each in (code, loaded))
    added = whole - start
    return Row(
        "Coach: loading rules and weights of a language", "", milliseconds(added),
        milliseconds(LOADING_SECONDS), added / LOADING_SECONDS, most=1,
    )  # fmt: skip


def _started(code: str) -> None:
    subprocess.run(
        [sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}
    )


def right(language: str) -> Iterator[Row]:
    """Precision, recall and F1 by kind on the first set, of both parts and of the rules alone; then the other sets."""
    measure = both(FIRST, language)
    for kind, score in measure.kinds.items():
        if score.right + score.missed:
            yield Row(
                f"Coach, {language}: {kind}",
                "",
                _shown(score),
                f"{score.right + score.missed} texts",
                score.f1,
            )
    all_, alone = measure.avoided, rules_alone(FIRST, language).avoided
    yield Row(
        f"Coach, {language}: F1 over all kinds to avoid, to that of the rules alone", "", _shown(all_),
        _shown(alone), all_.f1, least=F1,
    )  # fmt: skip
    alarms = measure.false_alarms
    shown = f"{measure.touched} of {measure.harmless}"
    yield Row(f"Coach, {language}: false alarms on harmless texts", "", shown, "", alarms, most=FALSE_ALARMS)
    for which in (SECOND, THIRD, FOURTH, FIFTH, ASIDE):
        other = both(which, language)
        what = f"Coach, {language}: F1 over all kinds to avoid, {which} texts"
        yield Row(what, "", _shown(other.avoided), "", other.avoided.f1)
        yield Row(f"Coach, {language}: false alarms, {which} texts", "", "", "", other.false_alarms)


def commitments(language: str) -> Iterator[Row]:
    """Promises found, and those with the exact due."""
    each = promises(read(language), language)
    shown = f"{each.found} of {each.promised}"
    yield Row(f"Coach, {language}: promises found", "", shown, "", each.found / each.promised, least=FOUND)
    shown = f"{each.exact} of {each.found}"
    yield Row(
        f"Coach, {language}: promises with the exact due", "", shown, "", each.exact / each.found, least=FOUND
    )


def _shown(score: Score) -> str:
    return f"P {score.precision:.2f} R {score.recall:.2f}"


def text_of(language: str, size: int, begin: int) -> str:
    """So many characters of the corpus's longer replies, one after the other."""
    longer = [each.text for each in examples(language) if each.context == "reply" and len(each.text) > 160]
    taken, length = [], 0
    for text in itertools.islice(itertools.cycle(longer), begin, None):
        if length >= size:
            return "\n\n".join(taken)[:size]
        taken.append(text)
        length += len(text) + 2
    raise ValueError(language)


def phrases_of(language: str) -> list[str]:
    """What the rules find in their own examples."""
    phrases = set()
    for example in rule_examples(language):
        draft = read_draft(example.text)
        for hits in by_rules(draft, (language,), example.context, NO_FACTS):
            for hit in hits:
                begin, end = draft.span(hit.begin, hit.end)
                phrases.add(example.text[begin:end])
    return sorted(phrases)


def _spent() -> float:
    """Seconds of processor so far, children included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def least(work: Callable[[], object], times: int = PASSES, *, clock: Callable[[], float] = _spent) -> float:
    """Seconds of the quickest of several runs, of processor if nothing else is said, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        begin = clock()
        work()
        taken.append(clock() - begin)
    return min(taken)
