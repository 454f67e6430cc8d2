"""`aiuto coach` on files, on lines of JSON, and what it starts."""

import json
import subprocess
import sys
from datetime import datetime

import pytest

from aiuto.cli.main import main

SAID = "Buongiorno.\n\nLa nostra policy non lo permette.\n"


def run(stdin: str, *options: str, zone: str = "Europe/Rome") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aiuto.cli.main", "coach", *options]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": "src", "AIUTO_TIME_ZONE": zone, "PYTHONUTF8": "1"}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=environment)


def test_coach_names_file_line_and_column(tmp_path, capsys):
    path = tmp_path / "draft.md"
    path.write_text(SAID, encoding="utf-8")
    assert main(["coach", str(path)]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == f"{path}:3:11: policy_blame «policy non lo permette»"


def test_coach_is_content_with_a_good_text(tmp_path, capsys):
    path = tmp_path / "draft.txt"
    path.write_text("La chiamo domani alle 10.\n", encoding="utf-8")
    assert main(["coach", str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_coach_says_which_file_it_can_not_read(tmp_path, capsys):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    assert main(["coach", str(path), str(tmp_path / "none.md"), str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"aiuto coach: {path}: it is no text in UTF-8. Save it as one, or leave it out.",
        f"aiuto coach: {tmp_path}/none.md: there is no such file.",
        f"aiuto coach: {tmp_path}: it is a folder. Name its files: {tmp_path}/*.md",
    ]


def test_coach_waits_for_no_lines_where_a_file_is_named(tmp_path, capsys):
    assert main(["coach", "--jsonl", str(tmp_path / "draft.md")]) == 2
    assert "Name no file" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_coach_reads_a_text_as_editors_save_it(tmp_path, capsys, encoding):
    path = tmp_path / "draft.txt"
    path.write_bytes(SAID.replace("\n", "\r\n").encode(encoding))
    assert main(["coach", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"{path}:3:11: policy_blame ")
    assert told.err == "aiuto coach: 1 found in 1 of 1 texts.\n"


def test_coach_judges_no_code_of_a_markdown_page(tmp_path, capsys):
    path = tmp_path / "page.md"
    path.write_text(f"Si scrive così:\n\n    {SAID.splitlines()[2]}\n", encoding="utf-8")
    assert main(["coach", str(path)]) == 0
    path.rename(tmp_path / "page.txt")
    assert main(["coach", str(tmp_path / "page.txt")]) == 1


@pytest.mark.parametrize(("context", "code"), [("reply", 0), ("rule", 0), ("note", 1)])
def test_coach_looks_for_what_the_context_says(tmp_path, context, code):
    path = tmp_path / "note.txt"
    path.write_text("Il solito rompiscatole.\n", encoding="utf-8")
    assert main(["coach", str(path), "--context", context, "--lang", "it"]) == code


def test_coach_answers_lines_of_json():
    asked = [
        {"id": "a", "lang": "it", "context": "reply", "text": "La richiamo domani alle 10, grazie.",
         "reference": "2026-11-23T10:00:00+01:00"},
        {"id": "b", "lang": "en", "text": "We'll reply as soon as possible."},
        {"id": "c", "lang": "it", "context": "note", "text": "Che idiota."},
    ]  # fmt: skip
    answered = run("".join(json.dumps(line) + "\n" for line in asked), "--jsonl")
    lines = [json.loads(line) for line in answered.stdout.splitlines()]
    assert answered.returncode == 0
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert [line["labels"] for line in lines] == [["commitment", "thanks"], ["vague_promise"], ["gossip"]]
    assert lines[0]["commitments"] == [
        {"text": "La richiamo domani alle 10", "due": "2026-11-24T10:00:00+01:00"}
    ]
    assert lines[1]["findings"][0]["kind"] == "vague_promise"


def test_coach_labels_hold_names_of_the_table_alone():
    asked = {"id": 1, "lang": "it", "text": "Si arrangi. Gentile {{customer.name}}."}
    line = json.loads(run(json.dumps(asked) + "\n", "--jsonl").stdout)
    assert line["labels"] == []
    assert {finding["kind"] for finding in line["findings"]} == {"cold", "placeholder"}


def test_coach_says_by_which_words_it_recognised(tmp_path, capsys):
    path = tmp_path / "draft.txt"
    path.write_text(
        "Con le nevicate di questi giorni gli interventi si accavallano, deve mettersi in lista.\n",
        encoding="utf-8",
    )
    assert main(["coach", str(path), "--lang", "it"]) == 1
    assert "    recognised by: " in capsys.readouterr().out
    asked = {"id": 1, "lang": "it", "text": path.read_text(encoding="utf-8")}
    line = json.loads(run(json.dumps(asked) + "\n", "--jsonl").stdout)
    assert line["labels"] == ["queue_excuse"]
    assert [finding["rule"] for finding in line["findings"]] == ["learned.queue_excuse"]
    assert all(asked["text"][begin:end].isalpha() for begin, end in line["findings"][0]["weighed"])


def test_coach_counts_in_the_time_zone_of_the_environment():
    asked = {
        "id": 1,
        "lang": "en",
        "text": "I'll call you tomorrow at 10.",
        "reference": "2026-11-23T10:00:00Z",
    }
    line = json.loads(run(json.dumps(asked) + "\n", "--jsonl", zone="Europe/London").stdout)
    assert line["commitments"][0]["due"] == "2026-11-24T10:00:00+00:00"


def test_coach_answers_a_line_it_can_not_read_and_goes_on():
    answered = run('nonsense\n{"id": 2, "text": "Grazie."}\n{"id": 3}\n', "--jsonl")
    lines = [json.loads(line) for line in answered.stdout.splitlines()]
    assert answered.returncode == 2
    assert (lines[0]["line"], lines[1]["id"]) == (1, 2)
    assert "error" in lines[0]
    assert lines[2] == {"line": 3, "error": "no text to read"}


def test_coach_names_the_moment_to_the_second_where_none_was_said():
    line = json.loads(run('{"text": "La chiamo fra due ore."}\n', "--jsonl").stdout)
    assert datetime.fromisoformat(line["commitments"][0]["due"]).microsecond == 0


def test_coach_answers_many_lines_in_their_order():
    """So many that several processes share them."""
    asked = [json.dumps({"id": number, "text": f"Grazie, pratica {number}."}) for number in range(1_200)]
    asked[700] = "no JSON"
    answered = run("\n".join(asked), "--jsonl")
    lines = [json.loads(line) for line in answered.stdout.splitlines()]
    assert answered.returncode == 2
    assert lines.pop(700)["line"] == 701
    assert [line["id"] for line in lines] == [number for number in range(1_200) if number != 700]
    assert all(line["labels"] == ["thanks"] for line in lines)


def test_coach_starts_no_django():
    code = (
        "import sys; from aiuto.cli.main import main; main(['coach', '--lang', 'it']); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": "src"}
    ran = subprocess.run(
        [sys.executable, "-c", code], input="Grazie.", text=True, check=False, env=environment
    )
    assert ran.returncode == 0
