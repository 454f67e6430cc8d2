"""The entry point: finds the command, sets Django up, runs it."""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn, TextIO

from aiuto.cli.demo.environment import enter_demo

WRONG_OPTIONS = 64
TEMPORARY = 75
INTERRUPTED = 130
NOBODY_READS = 141


@dataclass(frozen=True, slots=True)
class Command:
    """A module of this package; `failure` is the exit code of an error that it did not foresee.

    `enter` is called before the settings are read. A `plain` command starts no Django and reads no settings.
    """

    module: str
    help: str
    failure: int = 1
    enter: Callable[[], None] = lambda: None
    plain: bool = False


COMMANDS = {
    "serve": Command("serve", "run web, worker and mail intake in the foreground"),
    "worker": Command("worker", "run one more worker"),
    "migrate": Command("migrate", "create or update the database"),
    "doctor": Command("doctor", "check database, storage, mail accounts, clock and settings"),
    "create-admin": Command("create_admin", "make an account: an administrator's, or another's"),
    "create-desk": Command("create_desk", "make one more desk, with the teams that serve it"),
    "deactivate-user": Command("deactivate_user", "end a colleague's account; what they did stays"),
    "connect-mailbox": Command(
        "connect_mailbox", "give a desk an address: where its mail is read, where its answers leave"
    ),
    "receive": Command("receive", "take one mail from standard input, as an MTA's pipe", TEMPORARY),
    "import-mail": Command("import_mail", "import old mail from folders, mbox files and Maildirs"),
    "import-orders": Command("import_orders", "import orders from CSV or JSON lines"),
    "export": Command("export", "write all requests, promises or recoveries as JSON lines"),
    "promises": Command("promises", "show what is owed, by when it is due"),
    "recovery": Command("recovery", "show what each desk has given in a month to make things good"),
    "schedule": Command("schedule", "count on hours of work: when something is due, how long it took"),
    "seed": Command("seed", "fill the database with volume data for measuring"),
    "backup": Command("backup", "save database and files while everything runs"),
    "restore": Command("restore", "bring a backup back"),
    "verify": Command("verify", "look for missing files, mailboxes that do not balance, stuck deliveries"),
    "mail-balance": Command("mail_balance", "show what was read and what became of it, mailbox by mailbox"),
    "coach": Command("coach", "read drafts, rules and notes, and say what would be better said", plain=True),
    "demo": Command("demo.command", "run everything with the data of a sample company", enter=enter_demo),
}


class Parser(argparse.ArgumentParser):
    """Answers wrong options with 64, which a mail server does not take for a bounce's reason to retry."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.format_usage()}{self.prog}: {message}")
        self.exit(WRONG_OPTIONS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `aiuto COMMAND …`; returns the exit code."""
    _prepare_streams()
    given = list(sys.argv[1:] if argv is None else argv)
    name = given[0] if given else "--help"
    if name in ("-h", "--help"):
        print(_overview())
        return 0
    if name not in COMMANDS:
        complain(f"aiuto: there is no command {name!r}. `aiuto --help` lists them.")
        return WRONG_OPTIONS
    return _run(name, COMMANDS[name], given[1:])


def _prepare_streams() -> None:
    """What we print is UTF-8 in any locale; what is no character, as in a file's name, is escaped as in JSON."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Who starts programs without a place for complaints means to hear none.
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115 - until the end


def complain(line: str) -> None:
    """To standard error. Where nobody can hear it, the exit code alone speaks, and must not become another."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _forget(sys.stderr)


def forget_output() -> None:
    """What cannot be printed goes nowhere."""
    try:
        _print_all()
    except OSError:
        _forget(sys.stdout)


def _print_all() -> None:
    if sys.stdout:
        sys.stdout.flush()


def _forget(stream: TextIO) -> None:
    """Python would try once more at its end, and end with a code of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(name: str, command: Command, options: Sequence[str]) -> int:
    try:
        code = _call(name, command, options)
        _print_all()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED if command.failure == 1 else command.failure
    except BrokenPipeError:
        # The reader has seen enough. It ends as other programs do, for not all of the work may be done.
        forget_output()
        return NOBODY_READS if command.failure == 1 else command.failure
    except SystemExit as end:
        return _code_of(end, command)
    except (OSError, EOFError) as problem:
        forget_output()
        complain(f"aiuto {name}: {_refused(problem)}")
        return command.failure
    except Exception as problem:
        said = _of_the_database(problem)
        if not said and command.failure == 1:
            raise
        complain(f"aiuto {name}: {said or f'{type(problem).__name__}: {problem}'}")
        return command.failure


def _call(name: str, command: Command, options: Sequence[str]) -> int:
    if command.plain:
        return _answer(name, command, options)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiuto.config.settings")
    command.enter()
    # Found by name, so that a broken installation fails here too, with the command's own exit code.
    importlib.import_module("django").setup()
    # What people read on a terminal is English, whatever language the pages begin with.
    with importlib.import_module("django.utils.translation").override("en"):
        return _answer(name, command, options)


def _answer(name: str, command: Command, options: Sequence[str]) -> int:
    module = importlib.import_module(f"aiuto.cli.{command.module}")
    parser = Parser(prog=f"aiuto {name}", description=command.help)
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(options))
    return code


def _refused(problem: OSError | EOFError) -> str:
    """What the machine says: a full disk, a folder that may not be written, a question that nobody answers."""
    if isinstance(problem, EOFError):
        return "there is nobody to ask; give what is needed as options (--help lists them)"
    return ": ".join(str(part) for part in (problem.filename, problem.strerror or problem) if part)


def _of_the_database(problem: Exception) -> str:
    """What to do, where the database is what is wrong: most of all one that waits for `aiuto migrate`."""
    django = sys.modules.get("django.db")
    if django is None or not isinstance(problem, django.DatabaseError):
        return ""
    said: str = importlib.import_module("aiuto.cli.waiting").what_to_do(problem)
    return said


def _code_of(end: SystemExit, command: Command) -> int:
    """Settings that need mending end with a text; argparse ends with a number."""
    if isinstance(end.code, int) or end.code is None:
        return end.code or 0
    complain(str(end.code))
    return command.failure


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(("usage: aiuto COMMAND [options]", "", *lines))


if __name__ == "__main__":
    sys.exit(main())
