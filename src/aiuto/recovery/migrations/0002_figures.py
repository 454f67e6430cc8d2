"""An index for the figures of a desk's year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recovery", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(fields=["desk", "opened_at"], name="recovery_figures"),
        )
    ]
