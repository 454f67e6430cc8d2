"""The Italian and English phrases that say whose act is spoken of, and whether it is promised."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from aiuto.coach.words import Words


class Kind(Enum):
    """What a cue says: an act of ours to come · whatever else · what is so for all and always · what may not be.

    A doubt, a condition or another's saying takes the verbs of its clause along.
    """

    PROMISE = "promise"
    OTHERS = "others"
    ALWAYS = "always"
    DOUBT = "doubt"


class Cue(NamedTuple):
    """A word or more, from `begin` to `end`, that say whether something is promised."""

    begin: int
    end: int
    kind: Kind


Lexicon = Mapping[str, Sequence[tuple[tuple[str, ...], Kind]]]
"""Phrases by their first word, the longest first: what follows it, and what the phrase says."""


def _lexicon(phrases: Mapping[Kind, str]) -> Lexicon:
    """From phrases parted by spaces, words of one joined by "_"."""
    found: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    for kind, text in phrases.items():
        for phrase in text.split():
            first, *rest = phrase.split("_")
            found.setdefault(first, []).append((tuple(rest), kind))
    return {first: sorted(rests, key=lambda rest: -len(rest[0])) for first, rests in found.items()}


def phrase_at(lexicon: Lexicon, words: Words, place: int) -> Cue | None:
    """The longest phrase that begins here."""
    for rest, kind in lexicon.get(words.texts[place], ()):
        if all(words.at(place + ahead) == word for ahead, word in enumerate(rest, start=1)):
            return Cue(place, place + 1 + len(rest), kind)
    return None


ITALIAN = _lexicon(
    {
        Kind.PROMISE: (
            "non_oltre non_piu_tardi torna_sul torna_sulla torna_online torna_su torna_a torna_in_linea torna_in_servizio "
            "torna_in_funzione torna_attivo torna_attiva torna_operativo torna_disponibile torna_da_lei torna_da_voi "
            "e_da_lei e_da_voi e_da_te e_in_posta e_in_consegna e_sul_suo e_sul_vostro sono_da_lei sono_da_voi "
            "siamo_da_lei siamo_da_voi ci_penso ci_pensiamo mi_faccio_vivo mi_faccio_viva ci_facciamo_vivi "
            "e_pronto e_pronta e_attivo e_attiva non_c_e_piu non_ci_sono_piu lasci_fare lasciami_fare"
        ),
        Kind.DOUBT: (
            "se qualora quando finche purche forse magari probabilmente spero speriamo sperando detto chiesto scritto "
            "chiede chiedeva diceva voleva vuole vorrebbe vorrei preferisce desidera capisco comprendo immagino leggo_che leggo_di leggo_dalla sostiene risulta risultava dice dicono cerchiamo_di cerco_di proviamo_a provo_a puntiamo_a "
            "vedo_che so_che dispiace spiace scusi scusiamo scuso scusa a_meno nel_caso in_caso salvo eventualmente dica "
            "dimmi mi_faccia_sapere ci_faccia_sapere fammi_sapere mi_confermi ci_confermi chi chiunque affinche "
            "dovesse dovessero dovremmo dovrei nessuno ricordarle ricordarti ricordarvi vediamo_se volta terzo "
            "ha_bisogno hai_bisogno avete_bisogno le_serve ti_serve vi_serve"
        ),
        Kind.ALWAYS: (
            "sempre solitamente normalmente generalmente abitualmente di_solito di_norma in_genere di_regola in_media "
            "ogni tutti_i tutte_le stesso_giorno giorno_stesso clienti utenti orari_di orario_di apertura chiusura"
        ),
        Kind.OTHERS: (
            "favore cortesia piacere puo puoi potete possa possiate deve devi dovete debba dovra dovrai dovrete potra "
            "potrai potrete potranno dovranno bisogna occorre serve servono servira necessario sufficiente basta bastano "
            "bastera utile ha_tempo hai_tempo avete_tempo ha_fino hai_fino avete_fino ha_ancora hai_ancora avete_ancora "
            "rimane restano rimangono ha_diritto hai_diritto avete_diritto preghiamo prego pregata pregato pregati invito "
            "invitiamo ricordo_che ricordiamo_che ricordarsi ricordati ricordi ricordatevi raccomando raccomandiamo "
            "chiedo chiediamo attendo attendiamo attende attesa atteso attendere aspetta aspetti aspettate aspettato "
            "aspetto_la aspetto_il aspetto_un aspetto_una aspettiamo_la_sua aspettiamo_il_suo aspettiamo_la_vostra "
            "aspettiamo_la_tua aspettiamo_un_suo aspettiamo_i_suoi servono mi_serve ci_serve mi_occorre tenuto tenuta "
            "tenuti obbligatorio obbligatoria scegliere scelga "
            "siamo_aperti siamo_chiusi sono_aperti sono_chiusi sono_aperte sono_chiuse resta_aperto resta_chiuso resta_chiusa "
            "aperto_dalle aperto_fino aperti_dalle aperti_dal aperti_fino chiuso_per chiusi_per chiuso_fino chiusi_fino "
            "scade scadono scadra scadranno scaduto scaduta scadenza termine termini termina terminano valido valida "
            "validi valide validita vale valgono promozione promozioni offerta saldi prezzo prezzi tariffa tariffe "
            "garanzia recesso check_in check_-_in dura durano durera richiede richiedono copre coprono gratuito gratuita "
            "si_tiene si_esercita si_ricarica decorrono decorre ultimo_giorno ferie malattia permesso trasferta assente "
            "fuori_sede fuori_ufficio non_c_e non_ci_sono in_ufficio a_un_corso manca mancano malato malata via suona orari chiudiamo_alle apriamo_alle conviene resta resti aver paziente riunione prossima_telefonata "
            "festa festivo intasate intasato gli_ordini i_resi i_rimborsi le_spedizioni i_pacchi le_richieste i_reclami "
            "ieri scorso scorsa scorsi scorse era erano eravamo ero eri aveva avevo avevamo avevate avevano grazie "
            "ringrazio ringraziamo ringraziarla buona buon buone come_da datata datato sono_senza e_senza siete_senza per_poter"
        ),
    }
)
ENGLISH = _lexicon(
    {
        Kind.PROMISE: (
            "will shall ll going_to gonna expect_our expect_the expect_a expect_it promise promised guarantee let_s see_you "
            "speak_to_you talk_to_you my_word give_me give_us due_in due_with due_to_arrive due_out is_ready are_ready "
            "is_yours is_with_you s_with_you are_with_you re_with_you is_at_yours be_with delivery_date no_later "
            "is_back_on_your s_back_on_your be_back_on_your are_back_on_your back_to_you be_back_in_touch back_online "
            "be_back_up is_back_up back_with_you is_back_in_your be_back_in_your ll_be_back see_to no_problem i_can_have "
            "we_can_have my_first leave_it_with_me leave_this_with_me leave_that_with_me"
        ),
        Kind.DOUBT: (
            "if unless whether perhaps maybe hopefully possibly probably hope hoping when whenever once provided "
            "assuming i_see_that i_see_you i_see_why i_understand i_gather i_know i_imagine i_can_imagine i_can_see "
            "we_understand we_see_that sorry apologies told said asked asking wondering mentioned wrote as_soon_as "
            "as_long_as in_case wish anyone anybody whoever those nobody what which how tell_me tell_us aim_to let_s_see "
            "not never cannot unable may might could would should"
        ),
        Kind.ALWAYS: (
            "always usually normally typically generally often every each as_a_rule in_general on_average as_standard "
            "customers mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends mornings evenings "
            "the_same_day opening_times opening_hours office_hours returns_are refunds_are orders_are orders_placed deliveries_are exchanges_are "
            "claims_are requests_are parcels_are"
        ),
        Kind.OTHERS: (
            "please kindly you_can you_could you_may you_must you_need you_should you_might you_would you_want you_wish "
            "you_have_to you_have_until you_have_till you_have_time you_ll_need you_ll_have_to you_will_need you_will_have_to "
            "you_d you_still_have you_ve_got must required requires supposed need needs have_to has_to ought grateful "
            "appreciate remind reminder remember invite urge encourage recommend advise advised let_us let_me_know "
            "waiting_for awaiting await awaits look_forward looking_forward leaves_you gives_you entitled feel_free "
            "free_to make_sure be_sure all_you enough help_to give_us_a_call give_us_a_ring give_me_a_call give_us_a_shout "
            "get_me get_us hold_the take_your take_one "
            "are_open is_open re_open s_open stay_open stays_open open_from open_until open_till open_on opens closed "
            "closes closing shut shuts reopens deadline deadlines expires expire expired ends ended valid offer promotion "
            "promotions sale warranty cutoff cut_off last_day prices price check_in check_-_in payment payments is_due "
            "are_due was_due takes take_about lasts last covers held free_after free_until on_holiday on_leave at_my_desk "
            "in_the_office out_of_office in_today in_on_monday on_a_course at_the_till enrolment "
            "yesterday ago previous previously earlier was were had did thank thanks enjoy have_a_good have_a_nice "
            "have_a_great have_a_lovely as_agreed dated no third since away off_today off_until back_in_the back_in_on back_from i_have_a_patient i_have_a_meeting i_have_another next_call next_appointment next_meeting hours "
            "we_close_at we_open_at we_close_on we_open_on stay stays only_expect "
            "not_in is_out s_out he_ll_be_back she_ll_be_back they_ll_be_back isn_t_in jammed busy short_of"
        ),
    }
)
