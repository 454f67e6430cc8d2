"""`aiuto import-orders`: what is right comes in, what is wrong is named."""

import io
import json
import sys

from aiuto.cli.main import main
from aiuto.customers.models import Order

CSV = """number,date,name,email,sku,item,quantity,unit_price,currency
L-1,2026-02-01,Giulia Neri,giulia@customer.example,NUV,Nuvola,1,189.00,EUR
L-2,2026-02-02,Marco Valli,marco@customer.example,GHI,Ghianda,2,74.00,EUR
"""


def imported(capsys) -> dict[str, int]:
    return json.loads(capsys.readouterr().out)


def test_orders_come_in_and_can_come_again(tmp_path, db, capsys):
    file = tmp_path / "orders.csv"
    file.write_text(CSV)
    assert main(["import-orders", str(file), "--source", "shop"]) == 0
    assert imported(capsys) == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "wrong": 0}
    assert main(["import-orders", str(file), "--source", "shop"]) == 0
    assert imported(capsys)["unchanged"] == 2
    assert Order.objects.filter(source="shop").count() == 2


def test_wrong_line_is_named_and_the_rest_comes_in(tmp_path, db, capsys):
    file = tmp_path / "orders.csv"
    file.write_text(CSV + "L-3,someday,,,,,,,\n")
    assert main(["import-orders", str(file)]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["created"] == 2 and "line 4" in told.err


def test_standard_input_is_a_file_too(db, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    assert main(["import-orders", "-"]) == 0
    assert imported(capsys)["created"] == 2


def test_file_that_is_not_there_ends_with_64(db, capsys):
    assert main(["import-orders", "/nowhere.csv"]) == 64
    assert "/nowhere.csv" in capsys.readouterr().err
