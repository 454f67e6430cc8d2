"""What an installation may set, by environment or `.env`, typed and checked all at once at start."""

import ipaddress
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, HttpUrl, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DATABASES = ("postgresql", "postgres", "sqlite")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Environment(BaseSettings):
    """One attribute a setting; the name in capitals is the variable (`aiuto_home` is `AIUTO_HOME`)."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    aiuto_home: Path = Field(Path("var"), description="folder of the SQLite file, attachments and logs")
    aiuto_url: HttpUrl | None = Field(
        None, description="public address, used in every link; empty: localhost and PORT"
    )
    aiuto_host: str = Field("localhost", description="where the web pages are served: a name or an address")
    port: int = Field(8000, ge=1, le=65535, description="the web pages' port")
    aiuto_secret_key: SecretStr | None = Field(
        None, description="signs sessions and encrypts stored passwords"
    )
    aiuto_demo: bool = Field(False, description="the demo: nothing is sent to the outside")
    aiuto_debug: bool = Field(False, description="error pages with details, for development only")
    aiuto_language: Literal["it", "en"] = Field(
        "it", description="language of people who have not chosen one"
    )
    aiuto_time_zone: str = Field("Europe/Rome", description="time zone of people who have not chosen one")
    aiuto_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="how much is logged: DEBUG, INFO, WARNING or ERROR"
    )
    database_url: str = Field("", description="postgresql://…; empty means the SQLite file in AIUTO_HOME")
    aiuto_database_seconds: int = Field(
        20, ge=1, description="how long a busy database, or one that is away, is waited for"
    )
    aiuto_storage: str = Field("", description="attachments: empty or a path, or s3://bucket/prefix")
    aiuto_trusted_proxies: int = Field(
        0, ge=0, le=9, description="proxies in front whose X-Forwarded-* is believed"
    )
    aiuto_from: str = Field("", description="sender of sign-in mails; empty: aiuto@ the host of AIUTO_URL")
    aiuto_smtp_listen: str = Field("127.0.0.1:8025", description="address of the SMTP listener; empty: off")
    aiuto_lmtp_listen: str = Field("", description="address of the LMTP listener; empty: off")
    aiuto_smtp_url: SecretStr = Field(
        SecretStr(""),
        description="sends for mailboxes without a server of their own: smtp://user:password@host:587",
    )
    aiuto_imap_first_days: int = Field(
        2, ge=0, le=3650, description="a mailbox read for the first time, or renumbered: how many days back"
    )
    aiuto_authserv_id: str = Field(
        "", description="our own MTA's name in Authentication-Results; empty: none trusted"
    )
    aiuto_acks_a_minute: int = Field(20, ge=0, description="acknowledgements to everybody together")
    aiuto_acks_a_day: int = Field(5, ge=0, description="acknowledgements to one address; one an hour at most")
    aiuto_inline_bytes: int = Field(65_536, ge=0, description="files up to this size live in the database")
    aiuto_undo_seconds: int = Field(10, ge=0, le=120, description="how long a reply can be taken back")
    aiuto_repeat_days: int = Field(
        30, ge=1, le=365, description="a request about the same so soon after a fix counts against the fix"
    )
    aiuto_coach_shows: int = Field(50, ge=1, description="shows of a coach's rule before it may be retired")
    aiuto_coach_accepted: int = Field(
        20,
        ge=0,
        le=100,
        description="a coach's rule heeded less often, in percent, is proposed for retirement",
    )
    aiuto_breath_minutes: int = Field(
        10, ge=1, le=120, description="how long a draft rests when its writer takes a breath"
    )
    aiuto_breath_exchange: int = Field(
        3, ge=2, description="from which exchange on one question a call is proposed"
    )
    aiuto_parse_seconds: float = Field(5.0, gt=0, description="longest time one mail may take to be read")
    aiuto_lease_seconds: int = Field(
        120, ge=5, description="how long a worker keeps a job before another may take it"
    )
    aiuto_job_attempts: int = Field(12, ge=1, description="attempts before a job becomes a dead letter")
    aiuto_poll_seconds: float = Field(0.5, gt=0, description="pause between looks for new jobs and events")
    aiuto_warn_percent: int = Field(
        75, ge=1, le=99, description="share of a promise's time after which its owner is warned"
    )
    aiuto_warn_lead_percent: int = Field(
        90, ge=1, le=99, description="share of a promise's time after which a lead is warned, too"
    )
    aiuto_warn_minutes: int = Field(
        15, ge=0, description="how long before a call or an appointment its owner is warned once more"
    )
    aiuto_follow_up_days: int = Field(
        2, ge=0, le=60, description="days of work after a delivery to one more word to the customer; 0: none"
    )
    aiuto_grace_minutes: int = Field(
        0, ge=0, description="how long after its time a promise is still kept, but for an appointment"
    )
    aiuto_grace_appointment_minutes: int = Field(
        5, ge=0, description="how long after its window an appointment is still kept"
    )
    aiuto_approval_days: int = Field(
        7, ge=1, description="days after which what nobody approved or declined lapses"
    )
    aiuto_apology_minutes: int = Field(
        60, ge=1, description="a recovery: working minutes within which we apologise"
    )
    aiuto_recovery_follow_up_days: int = Field(
        5, ge=1, description="a recovery: days of work after the fix on which the customer is asked"
    )
    aiuto_no_answer_days: int = Field(
        7, ge=1, description="a recovery: days without a word after which there is no answer"
    )
    aiuto_second_failure_days: int = Field(
        90, ge=1, description="how long an earlier failure of a customer makes the next one a second"
    )
    aiuto_second_failure_percent: int = Field(
        50, ge=1, le=100, description="what is left of a recovery's clocks after a second failure"
    )
    aiuto_long_absence_days: int = Field(
        3, ge=1, description="a recovery: days for which its owner is away before it needs another one"
    )
    aiuto_closing_attempts: int = Field(
        3, ge=1, description="a recovery: attempts that are noted before a closing with dignity is proposed"
    )
    aiuto_recourse_it: str = Field(
        "Se desidera far valutare la Sua richiesta anche da altri, ha a disposizione la conciliazione della Camera di"
        " commercio o di un organismo ADR (art. 141 e seguenti del Codice del consumo), le associazioni dei consumatori"
        " e il giudice di pace. Le mandiamo volentieri i documenti che Le servono.",
        description="what stays open to customers outside the house, for the last message in Italian",
    )
    aiuto_recourse_en: str = Field(
        "If you would like others to look at your request as well, there are out-of-court dispute resolution bodies"
        " (ADR), consumers' associations and the courts. We gladly send you the documents that you need.",
        description="what stays open to customers outside the house, for the last message in English",
    )
    aiuto_limit_days: int = Field(
        90,
        ge=1,
        description="a limit for a customer: days that are proposed until it ends or is looked at again",
    )
    aiuto_limit_longest_days: int = Field(
        365, ge=1, description="a limit for a customer: the longest time until then"
    )
    aiuto_limit_remind_days: int = Field(
        7, ge=1, description="a limit for a customer: days between reminders to look at it again"
    )
    aiuto_slower_percent: int = Field(
        300,
        ge=100,
        le=1000,
        description="a calmer pace: how much time an answer has, in percent of what all others are promised",
    )
    aiuto_cover_days: int = Field(
        14, ge=1, le=90, description="how far ahead leads see what is due while its owner is away"
    )
    aiuto_claim_days: int = Field(
        30, ge=1, le=366, description="over how many days a claim is measured; in them managers are told once"
    )
    aiuto_phone_region: str = Field("IT", description="country of telephone numbers written without a prefix")

    aiuto_payout_url: HttpUrl | None = Field(
        None, description="webhook that pays compensation out, https://…; empty: a colleague does, with proof"
    )
    aiuto_payout_secret: SecretStr = Field(
        SecretStr(""), description="signs what the webhook is sent; 16 characters at least"
    )
    aiuto_payout_kinds: str = Field(
        "refund,partial_refund,credit,voucher", description="kinds of compensation that the webhook pays out"
    )
    aiuto_payout_networks: str = Field(
        "", description="networks besides the public internet where the webhook may be, as 10.0.0.0/8"
    )
    aiuto_payout_seconds: float = Field(10.0, gt=0, le=60, description="how long the webhook is waited for")

    @field_validator("aiuto_home")
    @classmethod
    def absolute(cls, home: Path) -> Path:
        return home.expanduser().resolve()

    @field_validator("aiuto_time_zone")
    @classmethod
    def known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("is no time zone; write Europe/Rome") from None
        return name

    @field_validator("database_url")
    @classmethod
    def one_of_two(cls, url: str) -> str:
        if url and urlsplit(url).scheme not in DATABASES:
            raise ValueError("begins with postgresql://")
        _ = urlsplit(url).port
        return url

    @field_validator("aiuto_payout_networks")
    @classmethod
    def networks(cls, names: str) -> str:
        _networks(names)
        return names

    @model_validator(mode="after")
    def payout_is_signed(self) -> "Environment":
        """A webhook that pays is asked by https alone, and knows that it is we who ask."""
        if self.aiuto_payout_url is None:
            return self
        if self.aiuto_payout_url.scheme != "https":
            raise ValueError("AIUTO_PAYOUT_URL begins with https://")
        if len(self.aiuto_payout_secret.get_secret_value()) < 16:
            raise ValueError("AIUTO_PAYOUT_SECRET has 16 characters at least")
        return self

    @property
    def payout_networks(self) -> list[Network]:
        return _networks(self.aiuto_payout_networks)

    @property
    def url(self) -> str:
        return str(self.aiuto_url or f"http://localhost:{self.port}").rstrip("/")

    def secret_key(self) -> str:
        """The given key, else one made at first use and kept in AIUTO_HOME, readable by its owner only."""
        if self.aiuto_secret_key:
            return self.aiuto_secret_key.get_secret_value()
        path = self.aiuto_home / "secret_key"
        if not path.exists():
            _keep_secret(path, secrets.token_urlsafe(50))
        return path.read_text().strip()


def _networks(names: str) -> list[Network]:
    return [ipaddress.ip_network(name.strip()) for name in names.split(",") if name.strip()]


def _keep_secret(path: Path, key: str) -> None:
    """Whole or not at all, and the first of two processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    own.touch(mode=0o600)
    own.write_text(key)
    with suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()
