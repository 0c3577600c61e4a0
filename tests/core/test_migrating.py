import pgtrigger
from django.db import migrations, models
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from misconduct.core.migrating import without_needless_rendering

NUMBER = ("number", models.IntegerField())
PLAIN = (ProjectState._append_option, AddTrigger.state_forwards)


def state_after(operations):
    state = ProjectState()
    state.apps  # noqa: B018 - rendered from here on, as the migrate command has it
    for operation in operations:
        operation.state_forwards("made_up", state)
    return state


def operations():
    condition = models.Q(number__gte=1)
    trigger = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)
    return [
        migrations.CreateModel(
            "Thing", [("id", models.AutoField(primary_key=True)), ("number", models.IntegerField())]
        ),
        migrations.AddConstraint("thing", models.CheckConstraint(condition=condition, name="from_one")),
        migrations.AddIndex("thing", models.Index(fields=["number"], name="by_number")),
        AddTrigger("thing", trigger),
        migrations.AddField("thing", "word", models.TextField(default="")),
    ]


def test_the_state_is_the_one_that_django_would_reach():
    plain = state_after(operations())
    with without_needless_rendering():
        quick = state_after(operations())
    assert quick.models["made_up", "thing"].options.keys() == plain.models["made_up", "thing"].options.keys()
    for name in ("constraints", "indexes"):
        found = [getattr(one.apps.get_model("made_up", "thing")._meta, name) for one in (plain, quick)]
        assert [each.name for each in found[0]] == [each.name for each in found[1]] != []
    fields = [one.apps.get_model("made_up", "thing")._meta.get_fields() for one in (plain, quick)]
    assert [field.name for field in fields[0]] == [field.name for field in fields[1]]


def test_django_is_put_back_as_it_was():
    with without_needless_rendering():
        assert (ProjectState._append_option, AddTrigger.state_forwards) != PLAIN
    assert (ProjectState._append_option, AddTrigger.state_forwards) == PLAIN
