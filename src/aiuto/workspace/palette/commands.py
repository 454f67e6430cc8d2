"""The one list of commands and their keys: the palette, the sheet that `?` shows and the keys themselves read it.

Templates name the same keys where they draw what a key presses; a test compares.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.people.policies import leads, manages_people, sees_settings
from aiuto.people.queries import User

Text = str | Promise
GO, DO, LIST, REQUEST, CALL, APPROVAL = "go", "do", "list", "request", "call", "approval"
GROUPS: dict[str, Text] = {
    GO: _("Go to"),
    DO: _("Do"),
    LIST: _("In a list"),
    REQUEST: _("On a request"),
    CALL: _("On the telephone"),
    APPROVAL: _("Where you decide"),
}


def anybody(user: User) -> bool:
    return user.is_active


@dataclass(frozen=True, slots=True)
class Command:
    """`goes`: the name of an address and what stands in it; `posts`: an address, a field and its value.

    One without either is a key alone, pressed by what the page draws. `words`: other names people look for.
    """

    name: str
    label: Text
    group: str = GO
    icon: str = ""
    keys: str = ""
    goes: str = ""
    posts: tuple[str, str, str] | None = None
    words: Text = ""
    whose: Callable[[User], bool] = anybody

    @property
    def address(self) -> str:
        """Where it goes or what it posts to; "" while that is not built, and for a key alone."""
        return _address(self.posts[0] if self.posts else self.goes)

    @property
    def listed(self) -> bool:
        """Whether the palette shows it."""
        return bool(self.goes or self.posts) and bool(self.address)


@cache
def _address(place: str) -> str:
    """Asked for dozens of times on every page, and always the same."""
    try:
        name, *given = place.split()
        return reverse(name, args=given)
    except (NoReverseMatch, ValueError):
        return ""


VIEWS = (
    Command("inbox", _("Inbox"), icon="inbox", keys="g i", goes="workspace:inbox", words=_("requests, list")),
    Command("mine", _("My requests"), icon="user-round", keys="g m", goes="workspace:inbox_view mine"),
    Command(
        "unassigned", _("Without an owner"), icon="hand", keys="g u", goes="workspace:inbox_view unassigned"
    ),
    Command("team", _("My team's requests"), icon="users", keys="g t", goes="workspace:inbox_view team"),
    Command("open", _("All open requests"), icon="inbox", keys="g o", goes="workspace:inbox_view open"),
    Command(
        "waiting", _("Waiting requests"), icon="hourglass", keys="g w", goes="workspace:inbox_view waiting"
    ),
    Command(
        "snoozed", _("Snoozed requests"), icon="alarm-clock", keys="g z", goes="workspace:inbox_view snoozed"
    ),
    Command("followed", _("Requests I follow"), icon="eye", keys="g f", goes="workspace:inbox_view followed"),
    Command(
        "solved", _("Solved requests"), icon="circle-check", keys="g s", goes="workspace:inbox_view solved"
    ),
)
ROOMS = (
    Command("search", _("Search"), icon="search", goes="workspace:search", words=_("find")),
    Command(
        "promises",
        _("Promises"),
        icon="calendar-check",
        keys="g d",
        goes="workspace:promises",
        words=_("due, late, calls, appointments"),
    ),
    Command(
        "recoveries",
        _("Recoveries"),
        icon="life-buoy",
        keys="g r",
        goes="workspace:recoveries",
        words=_("apology, complaint, failure, compensation"),
    ),
    Command(
        "recovery_figures",
        _("How recoveries went"),
        icon="chart-no-axes-column",
        goes="workspace:recovery_figures",
        words=_("figures, causes, budget, repeats"),
        whose=leads,
    ),
    Command(
        "ledger",
        _("What was made good"),
        icon="wallet",
        goes="workspace:ledger",
        words=_("compensation, refunds, budget, ledger"),
        whose=leads,
    ),
    Command(
        "approvals",
        _("Approvals"),
        icon="stamp",
        keys="g a",
        goes="workspace:approvals",
        words=_("approve, decline, decide"),
    ),
    Command(
        "wall",
        _("Who waits now"),
        icon="timer",
        keys="g l",
        goes="workspace:wall",
        words=_("live, chat, telephone, minute"),
    ),
    Command(
        "calls",
        _("Telephone"),
        icon="phone",
        keys="g k",
        goes="workspace:calls",
        words=_("take a call, call back, missed calls"),
    ),
    Command("customers", _("Customers"), icon="users-round", keys="g c", goes="workspace:customers"),
    Command("notices", _("Notices"), icon="bell", keys="g n", goes="workspace:notices"),
    Command("replies", _("Saved replies"), icon="message-square-text", keys="g v", goes="workspace:replies"),
    Command(
        "quarantine",
        _("Quarantine"),
        icon="shield-alert",
        keys="g q",
        goes="workspace:quarantine",
        words=_("spam"),
    ),
    Command(
        "dead_letters",
        _("Could not leave"),
        icon="mail-x",
        keys="g x",
        goes="workspace:dead_letters",
        words=_("failed, delivery"),
    ),
    Command("mail_balance", _("Mail balance"), icon="scale", keys="g b", goes="workspace:mail_balance"),
    Command(
        "profile",
        _("My settings"),
        icon="settings-2",
        keys="g p",
        goes="workspace:profile",
        words=_("profile, language, signature"),
    ),
    Command(
        "settings",
        _("Settings"),
        icon="settings",
        keys="g e",
        goes="workspace:settings",
        whose=sees_settings,
    ),
    Command("desks", _("Desks"), icon="store", goes="workspace:desks", whose=manages_people),
    Command("mailboxes", _("Mailboxes"), icon="mail", goes="workspace:mailboxes", whose=manages_people),
    Command("schedules", _("Opening hours"), icon="clock", goes="workspace:schedules", whose=manages_people),
    Command("teams", _("Teams"), icon="users", goes="workspace:teams", whose=manages_people),
    Command(
        "people",
        _("People"),
        icon="user-round-cog",
        goes="workspace:people",
        words=_("colleagues, invite"),
        whose=sees_settings,
    ),
    Command(
        "customer_limits",
        _("Limits for customers"),
        icon="shield",
        goes="workspace:customer_limits",
        words=_("block, warning, held mail"),
        whose=sees_settings,
    ),
    Command("tags", _("Tags"), icon="tag", goes="workspace:tags", whose=sees_settings),
    Command("causes", _("Causes"), icon="list-tree", goes="workspace:causes", whose=sees_settings),
    Command("reasons", _("Reasons"), icon="list-tree", goes="workspace:reasons", whose=sees_settings),
    Command(
        "rules", _("Rules of promises"), icon="calendar-cog", goes="workspace:rules", whose=sees_settings
    ),
    Command("journal", _("Journal"), icon="scroll-text", goes="workspace:journal", whose=manages_people),
)
DEEDS = (
    Command("palette", _("Go anywhere, do anything"), DO, keys="ctrl k"),
    Command("keys", _("Keyboard shortcuts"), DO, icon="keyboard", keys="?", goes="workspace:keys"),
    Command("look", _("Go to the search field"), DO, keys="/"),
    Command(
        "write",
        _("Write to a customer"),
        DO,
        icon="square-pen",
        keys="c",
        goes="workspace:write_first",
        words=_("new mail, compose"),
    ),
    Command(
        "note_contact",
        _("Note a call"),
        DO,
        icon="phone",
        goes="workspace:note_contact",
        words=_("telephone, visit"),
    ),
    Command("undo", _("Undo, while it is offered"), DO, keys="z"),
    Command(
        "light", _("Light colours"), DO, icon="sun", posts=("ui:theme", "theme", "light"), words=_("theme")
    ),
    Command(
        "dark", _("Dark colours"), DO, icon="moon", posts=("ui:theme", "theme", "dark"), words=_("theme")
    ),
    Command(
        "auto",
        _("Colours of the device"),
        DO,
        icon="sun-moon",
        posts=("ui:theme", "theme", "auto"),
        words=_("theme"),
    ),
    Command("dense", _("Dense lists"), DO, icon="rows-4", posts=("workspace:density", "dense", "1")),
    Command("airy", _("Airy lists"), DO, icon="rows-2", posts=("workspace:density", "dense", "0")),
    Command(
        "sign_out", _("Sign out"), DO, icon="log-out", posts=("account_logout", "next", "/"), words=_("leave")
    ),
)
IN_A_LIST = (
    Command("next", _("Next request"), LIST, keys="j"),
    Command("previous", _("Previous request"), LIST, keys="k"),
    Command("choose", _("Choose it"), LIST, keys="x"),
    Command("open_it", _("Open it"), LIST, keys="o"),
    Command("filter", _("Filter the list"), LIST, keys="f"),
)
ON_A_REQUEST = (
    Command("reply", _("Answer"), REQUEST, keys="r"),
    Command("note", _("Write a note"), REQUEST, keys="n"),
    Command("take", _("Take it, or the chosen"), REQUEST, keys="t"),
    Command("give", _("Give to somebody"), REQUEST, keys="a"),
    Command("release", _("Put it back"), REQUEST, keys="q"),
    Command("hand_over", _("Hand over with a brief"), REQUEST, keys="h"),
    Command("solve", _("Solve"), REQUEST, keys="e"),
    Command("reopen", _("Reopen"), REQUEST, keys="o"),
    Command("close", _("Close"), REQUEST, keys="y"),
    Command("wait", _("Wait for the customer"), REQUEST, keys="w"),
    Command("hold", _("Put on hold"), REQUEST, keys="p"),
    Command("snooze", _("Snooze"), REQUEST, keys="s"),
    Command("tag", _("Tags"), REQUEST, keys="l"),
    Command("merge", _("Merge"), REQUEST, keys="m"),
    Command("link", _("Link to another request"), REQUEST, keys="b"),
    Command("follow", _("Follow"), REQUEST, keys="f"),
    Command("change_customer", _("Change the customer"), REQUEST, keys="i"),
    Command("went_wrong", _("Something went wrong"), REQUEST, keys="d"),
    Command("spam", _("It is spam"), REQUEST, keys="!"),
    Command("onward", _("Next request of the list"), REQUEST, keys="j"),
    Command("backward", _("Previous request of the list"), REQUEST, keys="k"),
    Command("list", _("Back to the list"), REQUEST, keys="u"),
)
ON_A_CALL = (
    Command("find_caller", _("Find who calls"), CALL, keys="ctrl ."),
    Command("hold_call", _("Ask them to hold on, or be back"), CALL, keys="ctrl h"),
    Command("keep_call", _("Keep the call"), CALL, keys="ctrl enter"),
)
ON_AN_APPROVAL = (
    Command("approve", _("Approve"), APPROVAL, keys="a"),
    Command("decline", _("Decline, with a reason"), APPROVAL, keys="d"),
)
COMMANDS = (*VIEWS, *ROOMS, *DEEDS, *IN_A_LIST, *ON_A_REQUEST, *ON_A_CALL, *ON_AN_APPROVAL)


def commands_for(user: User) -> list[Command]:
    """What the palette offers this person."""
    return [command for command in COMMANDS if command.listed and command.whose(user)]


def addresses_by_keys(user: User) -> dict[str, str]:
    """Which keys go where, for the keys that no page draws."""
    return {command.keys: command.address for command in commands_for(user) if command.keys and command.goes}


def sheet(user: User) -> list[tuple[Any, list[Command]]]:
    """Every key with what it does, group by group."""
    pressed = [c for c in COMMANDS if c.keys and c.whose(user) and (c.listed or not c.goes)]
    return [(title, [c for c in pressed if c.group == group]) for group, title in GROUPS.items()]
