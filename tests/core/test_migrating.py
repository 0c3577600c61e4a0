import pgtrigger
from django.core.management.commands import migrate
from django.db import migrations, models
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from misconduct.core.management.commands.migrate import Command
from misconduct.core.migrating import QuickExecutor, without_needless_rendering

METHODS = (
    (ProjectState, "add_model"),
    (ProjectState, "add_field"),
    (ProjectState, "_append_option"),
    (AddTrigger, "state_forwards"),
    (RemoveTrigger, "state_forwards"),
)
ID = ("id", models.AutoField(primary_key=True))
OPTIONS = ("constraints", "indexes", "triggers")


def state_after(operations):
    state = ProjectState()
    state.apps  # noqa: B018 - rendered from here on, as the migrate command has it
    for operation in operations:
        operation.state_forwards("made_up", state)
    return state


def operations():
    condition = models.Q(number__gte=1)
    kept = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)
    fixed = pgtrigger.ReadOnly(name="fixed")
    return [
        migrations.CreateModel("Thing", [ID, ("number", models.IntegerField())]),
        migrations.AddConstraint("thing", models.CheckConstraint(condition=condition, name="from_one")),
        migrations.AddIndex("thing", models.Index(fields=["number"], name="by_number")),
        AddTrigger("thing", kept),
        AddTrigger("thing", fixed),
        RemoveTrigger("thing", "kept"),
        migrations.AddField("thing", "word", models.TextField(default="")),
        migrations.AddField("thing", "count", models.IntegerField(default=1), preserve_default=False),
        migrations.CreateModel("Part", [ID, ("of", models.ForeignKey("Thing", models.CASCADE, related_name="parts"))]),
        migrations.CreateModel("Special", [("thing_ptr", parent_link())], bases=("made_up.thing",)),
        migrations.AddField("thing", "first", models.ForeignKey("Part", models.CASCADE, null=True, related_name="+")),
        migrations.AddField("part", "others", models.ManyToManyField("self")),
        migrations.AddField("part", "seen_in", models.ManyToManyField("Thing", related_name="seen")),
    ]


def parent_link():
    return models.OneToOneField("Thing", models.CASCADE, parent_link=True, auto_created=True, primary_key=True)


def described(state):
    """Every model as the database would be made from it: its fields, those of others that point to it, its options."""
    return {
        model._meta.label: (
            model.__mro__[1].__name__,
            [
                (field.name, type(field).__name__, related(field))
                for field in model._meta.get_fields()
                if field.concrete
            ],
            # Django renders what is related in the order of a set, which differs from run to run.
            sorted((one.name, related(one)) for one in model._meta.get_fields() if not one.concrete),
            [field.column for field in model._meta.local_concrete_fields],
            [field.get_default() for field in model._meta.local_concrete_fields],
            [[one.name for one in getattr(model._meta, name)] for name in ("constraints", "indexes")],
        )
        for model in sorted(state.apps.get_models(include_auto_created=True), key=lambda one: one._meta.label)
    }


def related(field):
    """The model at the other end, which must be the one that the state holds."""
    other = field.related_model
    if other is None:
        return None
    return other._meta.label, other is other._meta.apps.get_model(other._meta.label)


def noted(state):
    return {
        key: (list(model.fields), [[one.name for one in model.options.get(name, [])] for name in OPTIONS])
        for key, model in state.models.items()
    }


def test_the_state_is_the_one_that_django_would_reach():
    plain = state_after(operations())
    with without_needless_rendering():
        quick = state_after(operations())
    assert described(quick) == described(plain)
    assert noted(quick) == noted(plain)


def test_django_is_put_back_as_it_was():
    plain = [getattr(owner, name) for owner, name in METHODS]
    with without_needless_rendering():
        assert all(getattr(owner, name) != was for (owner, name), was in zip(METHODS, plain, strict=True))
    assert [getattr(owner, name) for owner, name in METHODS] == plain


def test_the_command_is_quick_forwards_only():
    assert issubclass(Command, migrate.Command)
    assert migrate.MigrationExecutor is QuickExecutor
    assert "_migrate_all_forwards" in vars(QuickExecutor)
    assert "_migrate_all_backwards" not in vars(QuickExecutor)
