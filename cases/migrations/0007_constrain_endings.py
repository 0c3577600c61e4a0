from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("cases", "0006_say_how_closed_cases_ended")]

    operations = [
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ending', ''), ('stage__in', ('received', 'triage', 'referred', 'assessment', 'investigation', 'report', 'decision', 'proceedings', 'review', 'suspended'))), models.Q(('stage', 'closed'), models.Q(models.Q(('ending', ''), _negated=True), ('import_run__isnull', False), _connector='OR')), _connector='OR'), name='case_closed_says_how_it_ended', violation_error_message='A closed case says how it ended, and an open one has not ended.'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'suspended'), ('stage_before_suspension__in', ('assessment', 'investigation', 'report', 'decision', 'proceedings'))), models.Q(models.Q(('stage', 'suspended'), _negated=True), ('stage_before_suspension', '')), _connector='OR'), name='case_suspended_knows_where_it_was', violation_error_message='A suspended case keeps the stage at which it goes on.'),
        ),
    ]
