"""How every named constraint is tested: the model says it in words, the database refuses it by name."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

Broken = Callable[[], models.Model]


def assert_refused(broken: Broken, name: str, message: str) -> None:
    """A row that breaks the constraint is refused twice: by the model with the message, by the database by name."""
    row = broken()
    constraint = next(one for one in row._meta.constraints if one.name == name)
    with pytest.raises(ValidationError) as error:
        constraint.validate(type(row), row)
    assert error.value.messages == [message]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()


def constraint_names(app_label: str) -> set[str]:
    """Every constraint that the models of an app declare."""
    models_of_app = apps.get_app_config(app_label).get_models()
    return {constraint.name for model in models_of_app for constraint in model._meta.constraints}
