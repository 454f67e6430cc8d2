"""Long names are looked up by the words between their first and their last, too."""

from collections.abc import Iterator

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Model


def bring(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The words of the names that are here."""
    words = apps.get_model("customers", "InnerWord").objects
    long = apps.get_model("customers", "Customer").objects.filter(name_key__contains=" ")
    words.bulk_create(_words(words.model, long.values_list("pk", "name_key")), batch_size=1_000)


def _words(word: type[Model], named: "models.QuerySet[Model, tuple[int, str]]") -> Iterator[Model]:
    for pk, key in named.iterator(chunk_size=1_000):
        parts = key.split()
        for at in range(1, len(parts) - 1):
            yield word(customer_id=pk, key=" ".join(parts[at:]))


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_founding")]

    operations = [
        migrations.CreateModel(
            name="InnerWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=160)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key"], name="customers_inner", opclasses=["varchar_pattern_ops"])
                ]
            },
        ),
        migrations.RunPython(bring, migrations.RunPython.noop),
    ]
