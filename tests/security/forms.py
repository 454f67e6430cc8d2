"""Every form of the product, filled in rightly."""

SERVERS = {
    "desk": "1",
    "username": "a@b.example",
    "password": "segreta",
    "imap_host": "127.0.0.1",
    "imap_port": "1",
    "imap_security": "none",
    "imap_folder": "INBOX",
    "smtp_host": "127.0.0.1",
    "smtp_port": "1",
    "smtp_security": "none",
}
HOURS = {
    "name": "Sera",
    "time_zone": "Europe/Rome",
    "day_0": "18–22",
    "country": "IT",
    "subdivision": "MI",
    "special_days": "24/12/2026 9–13",
}
CALL = {
    "call": "1-a",
    "direction": "in",
    "at": "2026-01-02T10:00",
    "name": "Ada",
    "phone": "+39021234567",
    "about": "",
    "desk": "1",
    "text": "Buongiorno",
    "then": "open",
    "promise": "fix",
    "what": "Vetro",
    "due": "2027-01-02T10:00",
    "customer": "1",
    "q": "ada",
}
FIRST = {
    "key": "0123456789abcdef",
    "desk": "1",
    "to": "a@b.example",
    "name": "Ada",
    "subject": "Ciao",
    "text": "Buongiorno",
}
FORMS: dict[str, list[dict[str, str]]] = {
    "workspace:profile": [
        {
            "language": "it",
            "time_zone": "Europe/Rome",
            "theme": "dark",
            "dense": "on",
            "signature": "A presto",
        }
    ],
    "workspace:sign_out_browsers": [{"browser": "1"}],
    "workspace:change_calendar": [{"close": "1"}],
    "workspace:density": [{"dense": "1", "back": "/inbox/mine/"}],
    "workspace:save_view": [{"name": "Nuove", "query": "state:new", "team": "1"}],
    "workspace:change_view": [{"name": "Nuove"}],
    "workspace:drop_view": [{"x": "y"}],
    "workspace:write_first": [FIRST | {"slots": "x", "shown": "it.vague.when", "then": "waiting"}],
    "workspace:check_first": [FIRST],
    "workspace:find_fine_first": [FIRST | {"fine": "it.vague.will\tBuongiorno"}],
    "workspace:first_draft": [FIRST | {"known": "", "promise": "0123456789abcdef"}],
    "workspace:first_files": [FIRST],
    "workspace:first_later": [
        FIRST | {"when": "domani", "at": "2027-01-01T10:00:00+01:00", "shown_for": "domani False"}
    ],
    "workspace:settle_first": [{"act": "send"}],
    "workspace:choose_first_reply": [FIRST | {"put": "1"}, FIRST | {"q": "reso"}],
    "workspace:discard_first": [{"key": "0123456789abcdef"}],
    "workspace:choose_reply": [{"text": "Ciao", "seen": "1", "put": "1"}],
    "workspace:events": [{"hidden": "1"}],
    "workspace:check": [{"kind": "reply", "text": "Ciao", "slots": "x"}],
    "workspace:find_fine": [{"kind": "note", "text": "Ciao", "fine": "it.gossip.insult\tCiao"}],
    "workspace:rest": [{"text": "Ciao", "seen": "1"}],
    "workspace:agreed": [{"text": "Ciao", "seen": "1"}],
    "workspace:mute_rule": [{"act": "mute", "reason": "Da noi va bene"}],
    "workspace:new_house_rule": [
        {"language": "it", "avoid": "purtroppo", "say": "Ecco", "why": "", "try": "1"}
    ],
    "workspace:house_rule": [{"language": "it", "avoid": "purtroppo", "say": "Ecco", "why": "Meglio così"}],
    "workspace:drop_house_rule": [{"x": "y"}],
    "workspace:take_along": [{"kind": "reply", "text": "Ciao"}],
    "workspace:reason": [{"reason": "1"}],
    "workspace:cause": [{"cause": "1"}],
    "workspace:look": [{"writing": "1", "gone": "1"}],
    "workspace:reply": [
        {"text": "Ciao", "seen": "1", "then": "waiting", "slots": "x", "confirmed": "1", "as_it_is": "1"}
        | {"shown": "it.vague.when own.1", "taken": "it.vague.when\tentro domani alle 12", "closing": "1"}
        | {"knowingly": "1"}
    ],
    "workspace:note": [{"text": "Ciao @Agent", "slots": "x", "seen": "1"}],
    "workspace:reply_draft": [{"text": "Ciao", "seen": "1", "known": ""}],
    "workspace:note_draft": [{"text": "Ciao", "seen": "1"}],
    "workspace:reply_files": [{"text": "Ciao", "slots": "x"}],
    "workspace:later": [
        {"text": "Ciao", "seen": "1", "slots": "x", "when": "domani", "at": "2027-01-01T10:00:00+01:00"}
        | {"shown_for": "domani False", "closed_too": "1", "later_then": "waiting"}
    ],
    "workspace:settle_planned": [{"act": "send"}],
    "workspace:new_reply": [{"title": "Reso", "text": "Ciao", "language": "it", "audience": "own"}],
    "workspace:edit_reply": [{"title": "Reso", "text": "Ciao", "language": "it", "audience": "own"}],
    "workspace:drop_reply": [{"x": "y"}],
    "workspace:use_reply": [{"x": "y"}],
    "workspace:press": [{"act": "solve"}],
    "workspace:ask": [
        {"act": "assign", "owner": "1"},
        {"act": "tags", "names": "garanzia, nuvola"},
        {"act": "hold", "until": "2027-01-01T10:00", "say": "Ciao {…}", "known": "on"},
        {"act": "merge", "into": "ABCDEFGH"},
        {"act": "customer", "email": "a@b.example", "name": "Ada"},
        {"act": "add", "email": "a@b.example", "name": "Ada"},
        {"act": "snooze", "when": "week", "words": "domani alle 10"},
        {"act": "link", "other": "#1"},
        {"act": "hand-over", "receiver": "person-1", "brief": "Ecco."},
        {"act": "notes", "notes": "Ha un gatto"},
        {"act": "promise", "kind": "appointment", "what": "Il tecnico", "due": "2027-01-01T10:00"}
        | {"until": "2027-01-01T12:00", "place": "Via dei Vetrai 12", "to": "1"},
        {"act": "solve", "word-1": "dropped", "why": "Ha risolto da sola"},
        {"act": "wish", "wish": "Che funzioni", "wanted_by": "2027-01-01"},
    ],
    "workspace:care": [
        {"act": "follow"},
        {"act": "unlink", "other": "#1"},
        {"act": "wake"},
        {"act": "take-over"},
    ],
    "workspace:read_notices": [{"notice": "1"}],
    "workspace:notice_choices": [
        {"every": "day", "begins": "20:00", "ends": "07:00", "mentioned_app": "on", "mentioned_browser": "on"}
    ],
    "workspace:split": [{"x": "y"}],
    "workspace:undo": [{"x": "y"}],
    "workspace:retry": [{"x": "y"}],
    "workspace:bulk": [
        {"act": "solve", "tickets": "ABCDEFGH", "back": "/inbox/mine/"},
        {"act": "assign", "tickets": "ABCDEFGH", "asked": "1", "owner": "1"},
        {"act": "tag", "tickets": "ABCDEFGH", "asked": "1", "add": "garanzia", "remove": "nuvola"},
    ],
    "workspace:undo_act": [{"x": "y"}],
    "workspace:edit_customer": [{"name": "Ada", "language": "it"}],
    "workspace:add_address": [{"value": "a@b.example"}],
    "workspace:ask_confirmation": [{"x": "y"}],
    "workspace:limit_customer": [
        {"reason": "Insulta", "evidence": "1", "text": "Gentile Ada", "until": "2027-01-01", "then": "end"}
        | {"read": "1", "shown": ""}
    ],
    "workspace:check_limit": [{"text": "Ciao"}],
    "workspace:lift_limit": [{"why": "Si è scusata"}],
    "workspace:merge_customers": [{"other": "1", "q": "ada"}],
    "workspace:note_contact": [
        {
            "channel": "phone",
            "direction": "in",
            "at": "2026-01-02T10:00",
            "minutes": "5",
            "name": "Ada",
            "phone": "+39021234567",
            "email": "a@b.example",
            "about": "",
            "desk": "1",
            "subject": "Ciao",
            "text": "Buongiorno",
            "then": "open",
            "customer": "1",
            "q": "ada",
            "ticket": "ABCDEFGH",
        }
    ],
    "workspace:decide_mail": [{"act": "spam"}],
    "workspace:let_in_mails": [{"mails": "1", "like": "1", "view": "held"}],
    "workspace:decide_delivery": [{"act": "retry"}],
    "workspace:decide_work": [{"act": "retry"}],
    "workspace:new_desk": [
        {"name": "Interno", "kind": "colleagues", "language": "it", "teams": "Assistenza"}
    ],
    "workspace:desk_text": [{"text": "Buongiorno {{request.reference}}"}],
    "workspace:desk_text_given": [{}],
    "workspace:desk": [
        {
            "name": "Interno",
            "kind": "colleagues",
            "language": "it",
            "schedule": "1",
            "from_name": "Lumiera",
            "signature": "A presto",
            "acknowledge": "on",
            "ask_helped": "on",
            "ask_after_hours": "24",
            "ceiling": "4",
            "close_after_days": "7",
            "private": "on",
        }
    ],
    "workspace:new_schedule": [HOURS],
    "workspace:schedule": [HOURS],
    "workspace:new_mailbox": [SERVERS | {"address": "a@b.example"}],
    "workspace:mailbox": [SERVERS],
    "workspace:test_mailbox": [{"x": "y"}],
    "workspace:prove_mailbox": [{"x": "y"}],
    "workspace:switch_mailbox": [{"act": "hold"}],
    "workspace:new_team": [{"name": "Sera", "desk_ids": "1", "member_ids": "1"}],
    "workspace:team": [{"name": "Sera", "desk_ids": "1", "member_ids": "1"}],
    "workspace:new_person": [
        {"name": "Nora", "email": "nora@b.example", "role": "agent", "teams": "Assistenza", "language": "it"}
    ],
    "workspace:person": [{"name": "Nora", "role": "agent", "teams": "Assistenza"}],
    "workspace:settle_person": [{"act": "invite"}],
    "workspace:tag": [{"name": "lampada"}],
    "workspace:merge_tags": [{"into": "lampada"}],
    "workspace:delete_tag": [{"x": "y"}],
    "workspace:new_reason": [{"name": "Ritardo"}],
    "workspace:kept_reason": [{"name": "Ritardo"}],
    "workspace:retire_reason": [{"act": "retire"}],
    "workspace:new_cause": [{"name": "Corriere", "parent": "1"}],
    "workspace:kept_cause": [{"name": "Corriere", "parent": "1"}],
    "workspace:retire_cause": [{"act": "retire"}],
    "workspace:new_rule": [
        {
            "reason": "1",
            "customer": "1",
            "desk": "1",
            "says": "next_update.silence.human",
            "hours": "2",
            "clock": "plain",
        }
    ],
    "workspace:rule": [
        {
            "reason": "1",
            "says": "first_answer.opening.helpful",
            "hours": "1.5",
            "clock": "working",
            "try": "1",
        }
    ],
    "workspace:drop_rule": [{"x": "y"}],
    "workspace:new_kind": [{"name_it": "Preventivo", "name_en": "Quote", "desk": "1"}],
    "workspace:kind": [{"name_it": "Preventivo", "name_en": "Quote"}],
    "workspace:retire_kind": [{"act": "retire"}],
    "workspace:new_claim": [
        {"words": "Consegna in 24 ore", "place": "Catalogo", "kind": "delivery", "desk": "1"}
        | {"hours": "24", "clock": "plain", "floor": "90"}
    ],
    "workspace:claim": [
        {"words": "Consegna in 24 ore", "kind": "own-1", "hours": "24", "clock": "working", "floor": "80"}
    ],
    "workspace:withdraw_claim": [{"x": "y"}],
    "workspace:record_promise": [{"key": "0123456789abcdef"}],
    "workspace:answer_proposal": [{"key": "message:1", "answer": "no"}],
    "workspace:begin_recovery": [{"x": "y"}],
    "workspace:approval": [{"answer": "yes", "said": "Va bene"}],
    "workspace:withdraw_recovery": [{"x": "y"}],
    "workspace:take_recovery": [{"x": "y"}],
    "workspace:duties": [
        {
            "withdrawal_length": "14",
            "withdrawal_it": "Quattordici giorni.",
            "withdrawal_en": "Fourteen days.",
            "conformity_length": "24",
            "conformity_it": "Due anni.",
            "conformity_en": "Two years.",
        }
    ],
    "workspace:payer": [{"url": "https://a.example/", "secret": "0123456789abcdef", "kinds": "refund"}],
    "workspace:limits": [{"agent": "30", "lead": "300", "budget": "900", "currency": "EUR"}],
    "workspace:keep_promise": [{"page": "1"}],
    "workspace:hand_over_promise": [{"owner": "1", "seen": "2", "page": "1"}],
    "workspace:prepare_update": [{}],
    "workspace:answer_waiting": [{"x": "y"}],
    "workspace:end_waiting": [{"helped": "1"}],
    "workspace:check_call": [{"text": "Buongiorno"}],
    "workspace:missed_call": [
        {
            "missed-number": "+39021234567",
            "missed-name": "Ada",
            "missed-at": "2026-01-02T10:00",
            "missed-desk": "1",
        }
    ],
    "workspace:calls": [
        CALL | {"keep": "1"},
        CALL | {"hold": "1"},
        CALL | {"hints": "1"},
        {"q": "ada", "find": "1"},
    ],
    "workspace:away": [{"first": "2026-12-24", "last": "2026-12-31", "person": "1"}],
    "workspace:end_absence": [{"x": "y"}],
    "workspace:cover": [{"owner": "1", "seen": "2"}],
    "workspace:ask_wish": [{"x": "y"}],
    "workspace:stop_reminding": [{"x": "y"}],
    "workspace:ask_promise": [{"due": "2027-01-01T10:00", "until": "", "say": "Ciao {…}", "reason": "Basta"}],
    "workspace:orders": [{"source": "Negozio", "file": "x"}],
    "workspace:take_orders": [{"x": "y"}],
    "workspace:welcome_step": [{"language": "it", "time_zone": "Europe/Rome"}],
    "portal:page": [{"x": "y"}],
    "ui:theme": [{"theme": "dark", "back": "/"}],
    "account_login": [{"login": "a@b.example", "password": "x", "next": "/", "remember": "1"}],
    "account_logout": [{"next": "/"}],
    "account_reauthenticate": [{"password": "x", "next": "/"}],
    "account_change_password": [{"oldpassword": "x", "password1": "y", "password2": "y"}],
    "account_reset_password": [{"email": "a@b.example"}],
    "account_reset_password_from_key": [{"password1": "x", "password2": "y"}],
    "mfa_activate_totp": [{"code": "123456"}],
    "mfa_deactivate_totp": [{"x": "y"}],
    "mfa_generate_recovery_codes": [{"x": "y"}],
    "mfa_add_webauthn": [{"name": "Chiave", "credential": "{}"}],
    "mfa_edit_webauthn": [{"name": "Chiave"}],
    "mfa_remove_webauthn": [{"x": "y"}],
    "mfa_login_webauthn": [{"credential": "{}"}],
}
