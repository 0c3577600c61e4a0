import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_load_ruling_code_lists'),
        ('officers', '0002_create_tables'),
        ('periods', '0001_create_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='period',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='period',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='period',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='period',
            name='convicted_for',
            field=models.ForeignKey(blank=True, help_text='The allegation of the case whose conduct the conviction is for.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='convictions', to='cases.allegation'),
        ),
        migrations.AddField(
            model_name='period',
            name='convicted_of',
            field=models.TextField(blank=True, default='', help_text='The offence.'),
        ),
        migrations.AddField(
            model_name='period',
            name='convicted_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='period',
            name='is_indictable_only',
            field=models.BooleanField(default=False, help_text='The offence is triable only on indictment.'),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='convicted_for',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The allegation of the case whose conduct the conviction is for.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.allegation'),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='convicted_of',
            field=models.TextField(blank=True, default='', help_text='The offence.'),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='convicted_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='is_indictable_only',
            field=models.BooleanField(default=False, help_text='The offence is triable only on indictment.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "periods_periodevent" ("authorised_by", "authorised_rank", "case_id", "confirmed_on", "convicted_for_id", "convicted_of", "convicted_on", "description", "end_reason", "ended_by_id", "ends_on", "ground_reasons", "id", "is_indictable_only", "is_prejudice", "is_public_interest", "kind", "officer_id", "pay", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "redeployment_reasons", "starts_on", "told_on") VALUES (NEW."authorised_by", NEW."authorised_rank", NEW."case_id", NEW."confirmed_on", NEW."convicted_for_id", NEW."convicted_of", NEW."convicted_on", NEW."description", NEW."end_reason", NEW."ended_by_id", NEW."ends_on", NEW."ground_reasons", NEW."id", NEW."is_indictable_only", NEW."is_prejudice", NEW."is_public_interest", NEW."kind", NEW."officer_id", NEW."pay", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."redeployment_reasons", NEW."starts_on", NEW."told_on"); RETURN NULL;', hash='05b82e979a1dab29d30f62859682c5269c5cf390', operation='INSERT', pgid='pgtrigger_insert_insert_288b8', table='periods_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "periods_periodevent" ("authorised_by", "authorised_rank", "case_id", "confirmed_on", "convicted_for_id", "convicted_of", "convicted_on", "description", "end_reason", "ended_by_id", "ends_on", "ground_reasons", "id", "is_indictable_only", "is_prejudice", "is_public_interest", "kind", "officer_id", "pay", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "redeployment_reasons", "starts_on", "told_on") VALUES (NEW."authorised_by", NEW."authorised_rank", NEW."case_id", NEW."confirmed_on", NEW."convicted_for_id", NEW."convicted_of", NEW."convicted_on", NEW."description", NEW."end_reason", NEW."ended_by_id", NEW."ends_on", NEW."ground_reasons", NEW."id", NEW."is_indictable_only", NEW."is_prejudice", NEW."is_public_interest", NEW."kind", NEW."officer_id", NEW."pay", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."redeployment_reasons", NEW."starts_on", NEW."told_on"); RETURN NULL;', hash='c3f94d4128db058edcae0b5a3118f7ba37d8443e', operation='UPDATE', pgid='pgtrigger_update_update_602af', table='periods_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "periods_periodevent" ("authorised_by", "authorised_rank", "case_id", "confirmed_on", "convicted_for_id", "convicted_of", "convicted_on", "description", "end_reason", "ended_by_id", "ends_on", "ground_reasons", "id", "is_indictable_only", "is_prejudice", "is_public_interest", "kind", "officer_id", "pay", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "redeployment_reasons", "starts_on", "told_on") VALUES (OLD."authorised_by", OLD."authorised_rank", OLD."case_id", OLD."confirmed_on", OLD."convicted_for_id", OLD."convicted_of", OLD."convicted_on", OLD."description", OLD."end_reason", OLD."ended_by_id", OLD."ends_on", OLD."ground_reasons", OLD."id", OLD."is_indictable_only", OLD."is_prejudice", OLD."is_public_interest", OLD."kind", OLD."officer_id", OLD."pay", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."redeployment_reasons", OLD."starts_on", OLD."told_on"); RETURN NULL;', hash='034bdb5119edc005afb74ed0f3030d59f2095150', operation='DELETE', pgid='pgtrigger_delete_delete_96e69', table='periods_period', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('convicted_of', ''), ('convicted_on__isnull', True)), models.Q(models.Q(('convicted_of', ''), _negated=True), ('convicted_on__isnull', False), ('kind', 'criminal')), _connector='OR'), name='period_conviction_has_day_and_offence', violation_error_message='A conviction needs its day and its offence.'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('is_indictable_only', False), models.Q(('convicted_for__isnull', False), ('convicted_on__isnull', False)), _connector='OR'), name='period_indictable_only_names_its_allegation', violation_error_message='Choose the allegation that the conviction is for.'),
        ),
    ]
