"""The Italian and English words of days, hours and spans of time."""

from dataclasses import dataclass

MORNING, NOON, AFTERNOON, EVENING, NIGHT, END = "morning", "noon", "afternoon", "evening", "night", "end"
PART_HOURS = {
    MORNING: (9, 12),
    NOON: (12, 14),
    AFTERNOON: (14, 18),
    EVENING: (18, 21),
    NIGHT: (21, 23),
    END: (18, 18),
}
"""The first and the last hour of a part of the day; `end` is the end of the working day."""
DAWN = 6
"""Hours of a night that come before this one are the next day's."""

WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "lunedi monday lun mon",
            "martedi tuesday tue tues",
            "mercoledi wednesday mer wed",
            "giovedi thursday gio thu thur thurs",
            "venerdi friday ven fri",
            "sabato saturday sab sat",
            "domenica sunday dom sun",
        )
    )
    for name in names.split()
}
SHORT_WEEKDAYS = frozenset("lun mon tue tues mer wed gio thu thur thurs ven fri sab sat dom sun".split())
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "gennaio january jan gen",
            "febbraio february feb",
            "marzo march mar",
            "aprile april apr",
            "maggio may mag",
            "giugno june jun giu",
            "luglio july jul lug",
            "agosto august aug ago",
            "settembre september sep sept set",
            "ottobre october oct ott",
            "novembre november nov",
            "dicembre december dec dic",
        ),
        start=1,
    )
    for name in names.split()
}

DAY_WORDS = {"oggi": 0, "today": 0, "domani": 1, "tomorrow": 1, "dopodomani": 2, "tmrw": 1, "posdomani": 2}
FUSED = {
    "stamattina": (0, MORNING),
    "stamane": (0, MORNING),
    "stamani": (0, MORNING),
    "stasera": (0, EVENING),
    "stanotte": (0, NIGHT),
    "tonight": (0, EVENING),
    "domattina": (1, MORNING),
    "domansera": (1, EVENING),
    "overnight": (1, MORNING),
}
"""One word for a day and its part."""
PARTS = {
    "mattina": MORNING,
    "mattino": MORNING,
    "mattinata": MORNING,
    "morning": MORNING,
    "pomeriggio": AFTERNOON,
    "afternoon": AFTERNOON,
    "sera": EVENING,
    "serata": EVENING,
    "evening": EVENING,
    "night": EVENING,
    "notte": NIGHT,
    "pranzo": NOON,
    "lunch": NOON,
    "lunchtime": NOON,
    "cena": EVENING,
    "dinner": EVENING,
    "tea": AFTERNOON,
    "teatime": AFTERNOON,
}

_ITALIAN = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti ventuno ventidue ventitre ventiquattro venticinque ventisei ventisette "
    "ventotto ventinove trenta trentuno"
)
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMBERS = {word: number for words in (_ITALIAN, _ENGLISH) for number, word in enumerate(words.split())} | {
    "una": 1,
    "un": 1,
    "an": 1,
    "a": 1,
    "ventun": 21,
    "quaranta": 40,
    "quarantotto": 48,
    "quarantacinque": 45,
    "sessanta": 60,
    "settantadue": 72,
    "novanta": 90,
    "thirty": 30,
    "forty": 40,
    "sixty": 60,
    "ninety": 90,
    "cento": 100,
}
ORDINALS = {"primo": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
SUFFIXES = frozenset(("st", "nd", "rd", "th"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A span of time: so many minutes, days or months."""

    minutes: int = 0
    days: int = 0
    months: int = 0


MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = (
    Unit(1),
    Unit(60),
    Unit(days=1),
    Unit(days=7),
    Unit(months=1),
    Unit(months=12),
)
UNITS = {
    name: unit
    for unit, names in (
        (MINUTE, "minuto minuti min mins minute minutes minutino minutini"),
        (HOUR, "ora ore h hr hrs hour hours oretta orette"),
        (DAY, "giorno giorni gg day days giornata giornate"),
        (WEEK, "settimana settimane week weeks"),
        (MONTH, "mese mesi month months"),
        (YEAR, "anno anni year years"),
    )
    for name in names.split()
}
FIXED = {"fortnight": (14, DAY), "quindicina": (15, DAY)}
WORKING_AFTER = frozenset("lavorativi lavorativo lavorative lavorativa feriali feriale utili".split())
WORKING_BEFORE = frozenset("working business work".split())
NEXT = frozenset("next prossimo prossima prossimi prossime coming following entrante".split())
THIS = frozenset("this questo questa quest corrente".split())

OPENS_SPAN = frozenset(
    "in fra tra entro within nelle nei giro next prossimi prossime prossima inside under di al a of us me tempo".split()
)
"""What makes "two days" a moment to come; in a sentence a bare "two days" is none."""
GLUE = frozenset(
    "di del della dell nel nella nello il la lo l in on the of by at around about during entro per verso "
    "prima dopo corso no non oltre later than latest massimo al piu tardi stesso anche gia sul ore before "
    "until till fino alla giornata come dal from end itself a ad this slot appointment , (".split()
)
"""What may stand between a day and its hour."""
COUNTED = frozenset(
    "% € $ euro euros eur persone persona people clienti customers ordini orders fatture invoices rate "
    "pezzi items domande questions richieste requests volte times giorni days settimane weeks mesi months "
    "anni years km kg ore hours minuti minutes stelle stars copie copies posti numeri camere rooms "
    "risposte answers points punti".split()
)
FOLLOWERS = frozenset(
    "e o ed od a al alla di da del con per in il la lo le i gli un una che cosi se non mi ti ci vi si su "
    "quando come ma oggi domani stasera and or on to with for so if but i we you it the today tomorrow "
    "sharp when as at in from your my our latest am pm oclock precise circa massimo ore poi he she they "
    "who this that then local via by about because since".split()
)
"""Small words after which a number keeps being an hour: "by 4 and…", not "by 4 people"."""
