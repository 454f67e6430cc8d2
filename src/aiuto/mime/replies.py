"""What is new in a reply: the text without quoted history and signature, and all of it when in doubt."""

import re
from typing import Final

LONGEST: Final = 200_000
WROTE: Final = (
    r"ha\s+scritto|scrisse|scrive|hai\s+scritto|ha\s+inviato|wrote|writes|schrieb|a\s+écrit|escribió|escreveu"
)
WEEKDAYS: Final = (
    r"lun(?:edì)?|mar(?:tedì)?|mer(?:coledì)?|gio(?:vedì)?|ven(?:erdì)?|sab(?:ato)?|dom(?:enica)?|"
    r"mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
YEAR: Final = r"\b(?:19|20)\d\d\b"
ATTRIBUTION = re.compile(
    rf"^[ >*_-]{{0,12}}(?:(?:(?:Il|In\s+data|Nel\s+giorno|On|Am|Le|El|Em)\b(?=[^\n]{{0,200}}\d)"
    rf"|(?:{WEEKDAYS}|\d{{1,2}}[ ][a-z]{{3,9}})\b(?=[^\n]{{0,30}}{YEAR}))"
    rf"[^\n]{{2,200}}(?:\n(?![ \t>]*$)[^\n]{{0,200}}){{0,3}}?"
    rf"\b(?:{WROTE})[^\n:]{{0,60}}:?[*_]*"
    rf"|[^\n:>]{{2,120}}(?:<[^<>\n]{{3,100}}>|\([^()\n]{{3,100}}@[^()\n]{{3,100}}\))"
    rf"[^\n:]{{0,60}}\b(?:{WROTE})[^\n]{{0,80}}:"
    rf"|\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}[^\n]{{2,160}}(?:<[^<>\n]{{3,100}}>|\b(?:{WROTE}))[ ]?:"
    rf"|(?:Quoting|Citando|Quoto)\b[^\n]{{3,120}}:|[^\n:>]{{2,80}}\b(?:ha\s+scritto|wrote)\s*:)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
DATE = re.compile(rf"{YEAR}|\d[-./]\d{{1,2}}[-./]\d\d")
TOLD_TO_ME = re.compile(r"\b(?:mi|ci|vi|gli)\s+(?:ha|hai)\b|\bwrote\s+(?:to\s+)?(?:me|us)\b", re.IGNORECASE)
FORWARD_WORDS: Final = ("inoltrat", "forwarded")
DIVIDER_WORDS: Final = (
    *(
        "origin",
        "ursprüng",
        "urspr",
        "initial header",
        "precedente",
        "risposta al messaggio",
        "in risposta a",
    ),
    "reply message",
)
HEADER_WORDS: Final = ("oggetto", "subject", "betreff", "asunto", "objet")
HINTS: Final = (
    *(
        "scritto",
        "scrisse",
        "scrive",
        "ha inviato",
        "wrote",
        "writes",
        "schrieb",
        "écrit",
        "escribió",
        "escreveu",
    ),
    *("quoting ", "citando ", "quoto ", ">:", "> :", "]:"),
)
DIVIDER = re.compile(
    r"^[ \t>*]*[-_=]{2,}[ ]*(?:messaggio originale|original message|mensaje original|message d'origine|"
    r"ursprüngliche nachricht|urspr\.? nachricht|initial header|messaggio precedente|risposta al messaggio|"
    r"in risposta a|reply message|testo originale|mensagem original)[ ]*[-_=]*[ \t*]*$",
    re.MULTILINE | re.IGNORECASE,
)
LABELS: Final = (
    r"da|from|von|de|mittente|inviato|inviata|sent|gesendet|date|data|datum|enviado|envoyé|a|à|to|an|per|destinatario|"
    r"cc|ccn|c\.c\.|oggetto|subject|betreff|asunto|objet|r[ée]pondre à|reply-to|rispondi a|priorità|importance|allegati"
)
HEADER_BLOCK = re.compile(
    rf"^(?:[ \t>]*[*_]{{0,2}}(?:inviato|sent|gesendet)[ ]?:[^\n]*\n)?"
    rf"[ \t>]*[*_]{{0,2}}(?:da|from|von|de|mittente)[ ]?:[*_]{{0,2}}[ \t]*\S[^\n]*\n"
    rf"(?:[ \t>]*\n|[ \t>]*[*_]{{0,2}}(?:{LABELS})[ ]?:[^\n]*\n|[ \t]+[^\s:][^\n:]*\n){{1,12}}?"
    rf"[ \t>]*[*_]{{0,2}}(?:oggetto|subject|betreff|asunto|objet)[ ]?:",
    re.MULTILINE | re.IGNORECASE,
)
RULE = re.compile(r"[ \t]*(?:[_-]{5,}|\*{5,}|={5,})[ \t]*")
FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}[ ]*(?:messaggio inoltrato|forwarded message|messaggio inoltrata)\b[^\n]*|"
    r"(?:inizio (?:del )?messaggio inoltrato|begin forwarded message|inizio messaggio inoltrato)[ ]?:?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
FORWARD_SUBJECT = re.compile(r"\s*(?:i|fw|fwd|wg|inoltro|inoltra|tr|rv)\s*:", re.IGNORECASE)
ANSWER_SUBJECT = re.compile(r"\s*(?:re|r|ris|rif|aw|sv|antw)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
ANSWERS_BELOW = re.compile(
    r"\b(?:(?:ris(?:pondo|posto|poste|posta)|vedi|veda|trova(?:te)?|leggi|commenti?)\b[^\n.]{0,40}"
    r"\b(?:sotto|in (?:rosso|blu|verde|maiuscolo|grassetto)|nel testo|tra le righe|qui di seguito|in calce)|"
    r"(?:see|answers?|replies|replied|comments?|responses?)\b[^\n.]{0,40}"
    r"\b(?:below|in ?line|in (?:red|blue|green|bold|caps)))",
    re.IGNORECASE,
)
QUOTED_LINE = re.compile(r"[ \t]{0,3}>")
SIGNATURE_MARK = re.compile(r"--[ \t]*$")
DEVICE: Final = (
    r"iphone|ipad|ipod|mac|apple|android|samsung|galaxy|huawei|xiaomi|redmi|honor|oppo|nokia|sony|lg|motorola|oneplus|"
    r"blackberry|windows|outlook|posta|mail|e-mail|gmail|yahoo|libero|tiscali|virgilio|aruba|alice|tim|vodafone|"
    r"smartphone|telefono|cellulare|dispositivo|tablet|mobile|phone|device|webmail|thunderbird|proton|bluemail|k-9|"
    r"spark|aquamail|edison|mailbird|pixel|watch|workspace|hotmail"
)
FOOTER = re.compile(
    rf"^[ \t*_]*(?:(?:inviat[oa]|spedit[oa]|scritt[oa]|sent|enviado|gesendet|envoyé)\b[ ](?:messaggio[ ])?"
    rf"(?:da|dal|dall'|con|tramite|via|from|with|using|through|depuis|desde|von|mit)\b[^\n]{{0,40}}?\b(?:{DEVICE})\b"
    rf"[^\n]{{0,80}}|(?:scarica|ottieni|get)[ ](?:outlook|bluemail|yahoo|tutanota)\b[^\n]{{0,120}}|"
    rf"<?https://aka\.ms/[^\s]+|sent with[^\n]{{0,60}}(?:secure email|proton mail)[^\n]{{0,20}})[ \t*_.]*$",
    re.IGNORECASE,
)
MANY_BLANK = re.compile(r"\n\n\n+")
LONGEST_SIGNATURE: Final = 10
LONGEST_MARKED_SIGNATURE: Final = 40


def new_text(text: str, subject: str = "", answering: bool = True) -> str:
    """The new words of a reply. A forward keeps everything; so does a text in which nothing new would be left.

    `answering`: the mail names another one that it answers. Where neither that nor its subject says so, only plain
    signs of history count.
    """
    if len(text) > LONGEST:
        return text
    if FORWARD_SUBJECT.match(subject) or (_any(FORWARD_WORDS, text.lower()) and FORWARDED.search(text)):
        return text.strip()
    new = _without_history(text, answering or bool(ANSWER_SUBJECT.match(subject)))
    new = MANY_BLANK.sub("\n\n", _without_signature(new.rstrip())).strip()
    return new or text.strip()


def _without_history(text: str, answering: bool) -> str:
    cut = _history_start(text, answering)
    above, below = (text, "") if cut is None else (text[: cut[0]], text[cut[1] :])
    if cut is not None and above.strip() and ANSWERS_BELOW.search(above):
        return text
    above = _without_rule(above) if cut else above
    if (cut or answering) and ("\n>" in above or above.startswith(">")):
        above = _unquoted(above)
    if cut is None or not cut[2]:
        return above
    return f"{_trimmed_signature(above)}\n{_unquoted(below)}"


def _without_rule(text: str) -> str:
    """Outlook draws a line above the header block: it goes with it."""
    text = text.rstrip()
    rest, _, last = text.rpartition("\n")
    return rest if RULE.fullmatch(last) else text


def _history_start(text: str, answering: bool) -> tuple[int, int, bool] | None:
    """Where the history begins, where its introduction ends, and whether it is marked with > line by line."""
    lowered = text.lower()
    attribution = _attribution(text, lowered, answering)
    signs = (
        DIVIDER.search(text) if _any(DIVIDER_WORDS, lowered) else None,
        _header_block(text) if _any(HEADER_WORDS, lowered) else None,
        attribution,
    )
    found = [sign for sign in signs if sign]
    if not found:
        return None
    first = min(found, key=lambda match: match.start())
    marked = first is attribution and _next_line_is_quoted(text, first.end())
    return first.start(), first.end(), marked


def _header_block(text: str) -> re.Match[str] | None:
    """Clients write when it was or an address; a sender's own list of Da, A and Oggetto holds neither."""
    found = HEADER_BLOCK.search(text)
    told = found[0] + text[found.end() :].partition("\n\n")[0] if found else ""
    return found if "@" in told or DATE.search(told) else None


def _any(words: tuple[str, ...], lowered: str) -> bool:
    """Whether a pattern can match at all: looking for a word costs far less than trying it on each line."""
    return any(word in lowered for word in words)


def _attribution(text: str, lowered: str, answering: bool) -> re.Match[str] | None:
    """`On … wrote:` and its kin; only looked for where the words occur at all."""
    hints = [place for hint in HINTS if (place := lowered.find(hint)) >= 0]
    if not hints:
        return None
    begin = max(0, text.rfind("\n", 0, max(0, min(hints) - 700)))
    found = ATTRIBUTION.search(text, begin)
    while found and not _introduces(text, found, answering):
        found = ATTRIBUTION.search(text, found.end())
    return found


def _introduces(text: str, found: re.Match[str], answering: bool) -> bool:
    """An attribution has an address, a quote after it or, in an answer, day and time; a person's tale has none."""
    if _next_line_is_quoted(text, found.end()):
        return True
    told = found[0].rstrip(" \t*_")
    known = "@" in told or (answering and bool(TIME.search(told) and DATE.search(told)))
    return known and told.endswith((":", "----")) and not TOLD_TO_ME.search(told)


def _next_line_is_quoted(text: str, position: int) -> bool:
    return text[position : position + 200].lstrip("\n \t").startswith(">")


def _unquoted(text: str) -> str:
    """The lines that are no quote; a quote inside leaves one blank line."""
    kept: list[str] = []
    for line in text.split("\n"):
        if not QUOTED_LINE.match(line):
            kept.append(line)
        elif kept and kept[-1].strip():
            kept += _without_stray_attribution(kept)
    return "\n".join(kept)


def _without_stray_attribution(kept: list[str]) -> list[str]:
    """Take back an attribution of a nested quote that stood unmarked above it; close with a blank line."""
    tail = "\n".join(kept[-3:])
    found = ATTRIBUTION.search(tail)
    if found and found.end() == len(tail):
        del kept[-3:]
        kept += tail[: found.start()].rstrip("\n").split("\n")
    return [""]


def _without_signature(text: str) -> str:
    lines = text.split("\n")
    lines = lines[: _signature_start(lines)]
    while lines and (not lines[-1].strip() or FOOTER.match(lines[-1])):
        lines.pop()
    return "\n".join(lines)


def _trimmed_signature(text: str) -> str:
    """The words above a quote, without the signature between them and it."""
    return _without_signature(text.rstrip()) if text.strip() else ""


def _signature_start(lines: list[str]) -> int:
    """The first signature mark with few enough lines after it, else the end."""
    for index, line in enumerate(lines):
        if line[:2] == "--" and SIGNATURE_MARK.match(line):
            following = sum(bool(after.strip()) for after in lines[index + 1 :])
            most = LONGEST_MARKED_SIGNATURE if line == "-- " else LONGEST_SIGNATURE
            if following <= most and any(before.strip() for before in lines[:index]):
                return index
    return len(lines)
