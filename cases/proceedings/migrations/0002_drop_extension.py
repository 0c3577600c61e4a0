from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('proceedings', '0001_create_proceedings'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='extensionevent',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='extensionevent',
            name='proceeding',
        ),
        migrations.RemoveField(
            model_name='extensionevent',
            name='recorded_by',
        ),
        migrations.DeleteModel(
            name='Extension',
        ),
        migrations.DeleteModel(
            name='ExtensionEvent',
        ),
    ]
