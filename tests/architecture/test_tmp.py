import pytest, os
from django.db import connection
from aiuto.files.models import *
from django.contrib.contenttypes.models import ContentType
@pytest.mark.parametrize("i", range(8))
@pytest.mark.django_db(transaction=True)
def test_a(i):
    assert not ContentType.objects.filter(model="zzz").exists()
    ContentType.objects.create(app_label="x", model="zzz")
    with connection.cursor() as c:
        if connection.vendor=="sqlite":
            assert c.execute("PRAGMA synchronous").fetchone()==(2,)
            assert c.execute("PRAGMA journal_mode").fetchone()==("wal",)
@pytest.mark.parametrize("i", range(8))
def test_b(i, db):
    assert not ContentType.objects.filter(model="zzz").exists()
    ContentType.objects.create(app_label="x", model="zzz")
