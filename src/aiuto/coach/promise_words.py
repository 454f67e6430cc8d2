"""The Italian and English words that say whose act is spoken of, and whether it is promised."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from aiuto.coach.words import Words


class Kind(Enum):
    """What a cue says: an act of ours to come · whatever else · what is so for all and always · what may not be.

    A doubt, a condition or another's saying takes the verb that follows it along.
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


Phrases = Mapping[str, Sequence[tuple[str, ...]]]
"""Phrases of one word or more, by their first word, the longest first."""
Lexicon = Mapping[Kind, Phrases]


def phrases(text: str) -> Phrases:
    """One phrase a word, those of several words written with "_"."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in text.split():
        first, *rest = phrase.split("_")
        found.setdefault(first, []).append(tuple(rest))
    return {first: sorted(rests, key=len, reverse=True) for first, rests in found.items()}


def phrase_at(known: Phrases, words: Words, place: int) -> int:
    """How many words long the phrase is that begins here; 0 where none does."""
    for rest in known.get(words.texts[place], ()):
        if all(words.at(place + ahead) == word for ahead, word in enumerate(rest, start=1)):
            return 1 + len(rest)
    return 0


ITALIAN: Lexicon = {
    Kind.DOUBT: phrases(
    "se qualora quando finche purche forse magari probabilmente spero speriamo sperando detto chiesto "
    "scritto chiede chiedeva diceva voleva vuole vorrebbe preferisce desidera capisco comprendo immagino leggo vedo_che so_che dispiace spiace scusi scusiamo scuso a_meno nel_caso in_caso salvo "
    "eventualmente mi_dica ci_dica dimmi mi_faccia_sapere ci_faccia_sapere fammi_sapere mi_confermi ci_confermi "
    "chi chiunque affinche prima_che purtroppo_non"
    ),
    Kind.ALWAYS: phrases(
    "sempre solitamente normalmente generalmente abitualmente di_solito di_norma in_genere di_regola in_media ogni "
    "tutti_i tutte_le stesso_giorno giorno_stesso clienti utenti"
    ),
    Kind.OTHERS: phrases(
    # the customer's duties and choices
    "favore cortesia piacere puo puoi potete possa possiate deve devi dovete debba dovesse dovra dovrai dovrete "
    "potra potrai potrete potranno dovranno bisogna occorre serve servono necessario sufficiente basta bastera "
    "ha_tempo hai_tempo avete_tempo ha_fino hai_fino avete_fino ha_ancora hai_ancora avete_ancora restano rimangono "
    "ha_diritto hai_diritto avete_diritto preghiamo prego pregata pregato pregati invito invitiamo ricordo "
    "ricordiamo ricordate ricordati ricordi raccomando raccomandiamo chiedo chiediamo chiederei attendo attendiamo "
    "attesa attende atteso attesa aspetto_la aspetto_il aspetto_un aspetto_una aspettiamo_la aspettiamo_il "
    "aspettiamo_un aspettiamo_una aspettiamo_i aspettiamo_le in_attesa mi_servono mi_serve ci_serve ci_servono "
    "mi_occorre ci_occorre tenuto tenuta tenuti obbligatorio obbligatoria entro_cui "
    "lei_ha tu_hai voi_avete lei_e lei_vuole lei_aveva "
    # hours and deadlines
    "aperti aperto aperta aperte chiusi chiuso chiusa chiuse chiude chiudono apre aprono riapre riaprono orario "
    "orari apertura chiusura scade scadono scadra scadranno scaduto scaduta scadenza termine termini termina "
    "terminano finisce_il valido valida validi valide validita vale valgono promozione promozioni offerta saldi "
    "prezzo prezzi tariffe garanzia recesso check_in dura durano durera richiede richiedono copre coprono "
    "gratuito gratuita tiene si_esercita si_ricarica ferie malattia permesso trasferta assente fuori_sede fuori_ufficio non_c_e in_ufficio a_un_corso rientra rientrano rientrera torna tornano volta terza festa festivo ultimo_giorno gli_ordini "
    "i_resi i_rimborsi le_spedizioni i_pacchi le_richieste i_reclami i_pagamenti le_domande i_ritiri "
    # what has been, or is only said
    "ieri scorso scorsa scorsi scorse era erano eravamo ero eri aveva avevo avevamo avevate avevano stava stavo "
    "grazie ringrazio ringraziamo buona buon buone come_da risale risalgono datata datato "
   
    ),
}
ENGLISH: Lexicon = {
    Kind.DOUBT: phrases(
    "if unless whether perhaps maybe hopefully possibly probably hope hoping when whenever once provided assuming "
    "i_see_that i_see_you i_understand i_gather i_know i_imagine i_can_imagine we_understand we_see_that sorry "
        "apologies told said asked asking wondering mentioned wrote until_you before_you till_you as_soon_as as_long_as "
    "in_case wish anyone anybody whoever those_who what which_day how"
    ),
    Kind.ALWAYS: phrases(
    "always usually normally typically generally often every each as_a_rule in_general on_average as_standard "
    "customers mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends mornings same_day"
    ),
    Kind.OTHERS: phrases(
    # the customer's duties and choices
    "please kindly you_can you_could you_may you_must you_need you_should you_might you_would you_want you_wish "
    "you_have_to you_have_until you_have_time you_ll_need you_ll_have_to you_will_need you_will_have_to you_d "
    "you_still_have you_ve_got_until you_ve_got_to must required requires supposed need needs have_to has_to ought "
    "grateful appreciate remind reminder remember asking_you invite urge encourage recommend advise advised let_us "
    "let_me_know waiting_for awaiting await awaits look_forward looking_forward leaves_you gives_you your_choice "
    "entitled able_to_return feel_free make_sure be_sure all_you in_order_to to_cancel free_to "
    # hours and deadlines
    "open opens opening closed closes closing shut shuts reopens hours deadline deadlines expires expire expired "
    "ends ended valid offer promotion promotions sale warranty guarantee_covers cutoff cut_off last_day prices "
    "price fares check_in payment payments is_due are_due was_due invoice_due fee_is takes take lasts last covers "
    "charges_in held free_after free_until on_holiday on_leave at_my_desk in_the_office out_of_office "
    # what has been, what may be, what can't be
    "yesterday ago previous previously earlier was were had did might may could would should cannot unable never "
    "not t thank thanks enjoy have_a_good have_a_nice have_a_great have_a_lovely as_agreed dated no third_time "
        # who is away
        "away off_today off_until on_a_course is_back s_back be_back back_in not_in is_out s_out returns give_us_a_call "
        "give_us_a_ring give_me_a_call give_us_a_shout"
    ),
    Kind.PROMISE: phrases(
    "will shall ll going_to gonna expect_our expect_the expect_a expect_it expect_your expect_him expect_her "
    "promise promised guarantee let_s see_you speak_to_you talk_to_you my_word give_me give_us get_back "
    "due_in due_with due_to_arrive due_out arrives leaves ships lands reaches comes goes_out gets writes rings "
    "phones sends brings delivers hands credits visits meets departs restarts resumes returns_on follows replaces "
    "publishes finishes fits collects picks drops issues posts begins starts works is_ready are_ready is_yours "
    "be_with delivery_date"
    ),
}
