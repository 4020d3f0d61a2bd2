from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def set_languages(apps, schema_editor):
    """So far every question was asked in the language of its attempt."""
    Response, Attempt = apps.get_model("quizzes", "Response"), apps.get_model("quizzes", "Attempt")
    own = Attempt.objects.filter(pk=OuterRef("attempt")).values("language")
    Response.objects.update(language=Subquery(own))


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="response",
            name="language",
            field=models.CharField(default="", help_text="The language of the snapshot.", max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(set_languages, migrations.RunPython.noop, elidable=True),
    ]
