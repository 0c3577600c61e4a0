from django.db import migrations


class Migration(migrations.Migration):
    """Cases closed so far had only one way to end. What an import closed keeps what its source said: nothing."""

    dependencies = [("cases", "0005_add_stages")]

    operations = [
        migrations.RunSQL(
            "UPDATE cases_case SET ending = 'completed' WHERE stage = 'closed' AND import_run_id IS NULL",
            migrations.RunSQL.noop,
        ),
    ]
