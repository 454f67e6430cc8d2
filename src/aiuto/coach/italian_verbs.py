"""Italian verbs by person, tense and mood: which of them promise."""

from aiuto.coach.promise_words import Kind
from aiuto.coach.words import Words

_IMPERATIVES = frozenset(
    "mandi invii scriva faccia risponda chiami richiami spedisca porti indichi segnali comunichi restituisca riporti "
    "consegni paghi compili confermi ritiri scelga firmi presenti prenoti versi provveda effettui venga rispedisca "
    "riconsegni conservi tenga lasci scarichi acceda controlli verifichi prepari passi torni legga alleghi inoltri "
    "aspetti attenda riavvii stacchi spenga accenda contatti prenda contattateci mandaci mandateci inviaci inviateci "
    "mandami inviami scrivimi scrivici scriveteci chiamaci chiamateci chiamami fammi facci fateci rispondici "
    "confermaci confermami portaci portate pagate inviate ritirate restituite compilate mandate passate venite "
    "scegliete firmate chiamate scrivete rispondete confermate tenete conservate consideri saldi salda rinnovi "
    "rinnova disdica disdici completi aggiorni installi eviti provi cambi sposti disponga racconti attenda".split()
)
_BEFORE_IMPERATIVES = frozenset("ci mi ce me ne si e ed o oppure poi quindi pure anche che".split())
_PARTICIPLES = frozenset(
    "fatto detto scritto letto visto preso messo chiesto aperto chiuso risolto corretto deciso speso reso promesso "
    "concluso perso rotto stato stata stati state".split()
)
_GONE = frozenset(
    f"{stem}{end}"
    for stem in "partit arrivat passat venut uscit entrat rientrat tornat scadut andat success rimast stat saltat".split()
    for end in "oaie"
)
"""Participles that stand with "to be" for what has been."""
_ARRANGED = frozenset(
    "fissato prenotato programmato riservato messo segnato inserito confermato organizzato pianificato previsto "
    "spostato anticipato rimandato rinviato riprogrammato concordato assegnato disposto stabilito ottenuto "
    "calendarizzato strappato".split()
)
"""Participles of what is arranged for a day to come."""
_ACTS = frozenset(
    "arriva arrivano parte partono passa passano viene vengono riparte ripartono esce escono "
    "consegna consegnano ritira ritirano monta montano ripara riparano installa chiama chiamano richiama richiamano "
    "telefona telefonano contatta contattano ricontatta scrive scrivono risponde rispondono aggiorna aggiornano avvisa "
    "avvisano raggiunge raggiungono porta manda mandano invia inviano spedisce spediscono riceve ricevi ricevete "
    "ricevono trova trovi trovate finisce finiscono completa completano sostituisce sostituiscono accredita accreditano "
    "restituisce rimborsa emette emettono incontra incontrano prepara preparano apro chiudo mando invio spedisco scrivo "
    "chiamo richiamo contatto ricontatto rispondo confermo verifico controllo preparo telefono avviso inoltro ritelefono "
    "passo porto comunico faccio consegno attivo rimborso sostituisco accredito sistemo risolvo cerco sento seguo prendo "
    "organizzo prenoto provvedo informo vengo torno metto riprovo anticipo sblocco riapro garantisco prometto assicuro "
    "impegno riattivo correggo rifaccio recupero ripasso monto ritiro resto occupo collego restituisco finisco termino "
    "completo parto arrivo saro sarai sara saremo sarete saranno verra verranno avra avrai avrete ricevera riceverai "
    "riceverete trovera troverai troverete arrivera arriveranno partira tornera sapra saprai appuntamento consegna "
    "spedizione intervento rimborso pronto pronta pronti pronte operativo operativa disponibile disponibili garantito "
    "garantita riservata riservato".split()
)
"""What we and our people do, and what then is done."""
_HAVE = frozenset("ho hai ha abbiamo avete hanno".split())
_ARE = frozenset("sono siamo siete sei".split())
_WERE = frozenset("era erano eravamo ero aveva avevo avevamo avevano stata stato".split())
_SELF = frozenset("si mi ci vi ti".split())
_MUST = frozenset("va vanno andra andranno".split())
_HOURS = frozenset("apre aprono chiude chiudono riapre riaprono".split())
_COMES_BACK = frozenset("torna rientra riprende tornano rientrano riprendono".split())
_PERSONS = frozenset(
    "collega responsabile capo direttore direttrice titolare segretaria che chi lui lei ferie".split()
)
"""Who is away until they come back."""
_BETWEEN = frozenset("gia appena anche subito ora poi".split())
_YOU = frozenset("lei tu voi".split())
_BEFORE_YOU = frozenset("quindi che se ma e perche siccome dunque".split())
_RECEIVES = frozenset(
    "riceve ricevi ricevete avra avrai avrete trova trovi trovate ricevera riceverai riceverete trovera troverai "
    "troverete sara sarai sarete sapra viene verra".split()
)
_TO_YOU = frozenset("ti vi te ve glielo gliela glieli gliele gliene".split())
_CLITICS = _TO_YOU | frozenset("la le lo li ce".split())
_NOUNS_IN_O = frozenset("foto moto auto radio mano stato sconto studio sportello storno scorso stesso".split())
_NOT_PAST = frozenset("brava leva alleva cava chiava".split())
_SHORT_OF_A_VERB = frozenset("abbiamo siamo possiamo dobbiamo vogliamo sappiamo".split())
_NO_FUTURE = frozenset("estremo supremo remo estreme".split())
_CONDITIONAL = ("rebbe", "rebbero", "remmo")
_IMPERFECT = ("ava", "eva", "avano", "evano", "avamo", "evamo", "avate", "evate")


def said_by(text: str, words: Words, place: int, *, starts: bool, last: Kind) -> Kind | None:
    """What the verb at this place says; None for other words. `starts` a clause; `last` is what was said before."""
    word, before, following = words.texts[place], words.at(place - 1), _following(words, place)
    if word == "non":
        return None if _no_more(words, place) else Kind.DOUBT
    if word in _YOU and (starts or before in _BEFORE_YOU) and following.isalpha():
        return None if following in _RECEIVES or following in _CLITICS else Kind.DOUBT
    if word in _HAVE and _is_participle(following):
        ours = word in ("ho", "abbiamo") or (word == "ha" and not starts)
        return _promises(ours and _is_arranged(following))
    if word in _ARE or text[words.starts[place]] in "èÈ":
        return _of_being(words, place)
    if word in _COMES_BACK:
        return _promises(not (starts or before in _PERSONS or text[words.starts[place - 1]].isupper()))
    if word.endswith(_CONDITIONAL) or (word.endswith("rei") and len(word) > 5):
        return Kind.DOUBT
    if _is_anothers(word, before, following, starts=starts):
        return Kind.OTHERS
    if word in _HOURS:
        return _promises(before in _CLITICS)
    if before in _WERE:
        return last if _is_participle(word) or word in _ACTS else None
    arranged = _is_arranged(word) and before not in _HAVE
    return Kind.PROMISE if word in _ACTS or arranged or _is_ours(text, words, place) else None


def _of_being(words: Words, place: int) -> Kind | None:
    """«È partito», «si è fermata» have been; «è fissato» is to come."""
    then = _following(words, place)
    if words.at(place - 1) in _SELF and _is_participle(then):
        return Kind.OTHERS
    if then in ("stato", "stata", "stati", "state"):
        return _promises(_is_arranged(_following(words, words.texts.index(then, place))))
    return Kind.OTHERS if then in _GONE else None


def _promises(so: bool) -> Kind:
    return Kind.PROMISE if so else Kind.OTHERS


def _following(words: Words, place: int) -> str:
    place += 1
    while words.at(place) in _BETWEEN:
        place += 1
    return words.at(place)


def _no_more(words: Words, place: int) -> bool:
    """«Non si blocca più» promises as well as a verb without "no"; «non è più possibile» does not."""
    return words.at(place + 1) != "e" and any(words.at(place + ahead) == "piu" for ahead in (2, 3, 4))


def _is_participle(word: str) -> bool:
    return word in _PARTICIPLES or (len(word) > 4 and word[-3:-1] in ("at", "ut", "it"))


def _is_arranged(word: str) -> bool:
    return f"{word[:-1]}o" in _ARRANGED


def _is_anothers(word: str, before: str, following: str, *, starts: bool) -> bool:
    """What the customer is to do, what is done by rule, what was."""
    if word in _IMPERATIVES:
        return starts or before in _BEFORE_IMPERATIVES
    if word in _MUST:
        return _is_participle(following)
    if word == "si":
        return following.endswith(("ano", "ono"))
    if word.endswith(("avo", "evo")):
        return before in _CLITICS
    return word.endswith(_IMPERFECT) and len(word) > 4 and word not in _NOT_PAST | _ACTS


def _is_ours(text: str, words: Words, place: int) -> bool:
    """A future, or a present of ours."""
    word, before = words.texts[place], words.at(place - 1)
    if word.endswith("remo"):
        return len(word) > 5 and word not in _NO_FUTURE
    if word.endswith("ranno"):
        return len(word) > 6
    if word.endswith("iamo"):
        return len(word) > 6 and word not in _SHORT_OF_A_VERB
    if text[words.ends[place] - 1] in "òàÒÀ" and word.endswith(("ro", "ra")):
        return len(word) > 3
    ends = ("o", "a", "e") if before in _TO_YOU else "o"
    return before in _CLITICS and len(word) > 3 and word.endswith(ends) and word not in _NOUNS_IN_O
