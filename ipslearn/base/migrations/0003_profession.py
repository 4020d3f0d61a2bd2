from django.db import migrations, models

# (code, English, Japanese); source: docs/professions.md.
PROFESSIONS = [
    ("employment-specialist", "employment specialist", "就労支援専門員"),
    ("team-leader", "IPS supervisor or team leader", "IPSスーパーバイザー"),
    ("case-manager", "case manager", "ケースマネージャー"),
    ("psychiatrist", "psychiatrist", "精神科医"),
    ("nurse", "nurse", "看護師"),
    ("occupational-therapist", "occupational therapist", "作業療法士"),
    ("psychologist", "psychologist", "公認心理師・臨床心理士"),
    ("social-worker", "social worker", "精神保健福祉士"),
    ("peer-supporter", "peer supporter", "ピアサポーター"),
    ("daily-living-staff", "daily-living support staff", "生活支援員"),
    ("vr-counsellor", "vocational rehabilitation counsellor", "障害者職業カウンセラー"),
    ("benefits-counsellor", "benefits counsellor", "社会保障相談の担当者"),
    ("job-coach", "job coach", "ジョブコーチ（職場適応援助者）"),
    ("service-manager", "service manager", "管理者"),
    ("fidelity-reviewer", "fidelity reviewer", "フィデリティ調査員"),
    ("day-care-staff", "day-care group staff", "デイケアのグループ担当者"),
]


def add_professions(apps, schema_editor):
    profession = apps.get_model("base", "Profession")
    for order, (code, name_en, name_ja) in enumerate(PROFESSIONS, start=1):
        defaults = {"name_en": name_en, "name_ja": name_ja, "sort_order": order * 10}
        profession.objects.get_or_create(code=code, defaults=defaults)


class Migration(migrations.Migration):
    dependencies = [("base", "0002_initial")]

    operations = [
        migrations.CreateModel(
            name="Profession",
            fields=[
                (
                    "code",
                    models.SlugField(
                        help_text="Names it in packages and files.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        verbose_name="code",
                    ),
                ),
                ("name_en", models.CharField(max_length=100, unique=True, verbose_name="name in English")),
                ("name_ja", models.CharField(max_length=100, unique=True, verbose_name="name in Japanese")),
                ("sort_order", models.PositiveSmallIntegerField(default=100, verbose_name="place in the list")),
            ],
            options={
                "verbose_name": "profession",
                "verbose_name_plural": "professions",
                "ordering": ["sort_order", "name_en"],
            },
        ),
        migrations.RunPython(add_professions, migrations.RunPython.noop),
    ]
