"""Every domain model says who may see it, keeps its history, and has its constraints tested."""

import re

import pghistory.models
import pytest
from django.apps import apps
from django.db import models

from misconduct.core.querysets import ScopedQuerySet
from tests.architecture import source

OURS = (
    "accounts",
    "audit",
    "imports",
    "officers",
    "cases",
    "flags",
    "clocks",
    "closure",
    "contacts",
    "investigations",
    "notices",
    "periods",
    "proceedings",
    "reviews",
    "triage",
    "watches",
    "reports",
)
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in OURS and not issubclass(model, pghistory.models.Event)
]
# Rows that are reached only through a record that is itself scoped, or that hold no domain fact.
SEEN_THROUGH_ANOTHER = {
    "accounts.User",
    "imports.ImportIssue",
    "officers.OfficerAlias",
    "officers.Posting",
    "officers.UnitScope",
    "cases.Assignment",
    "cases.ReferenceCounter",
    "flags.FlagMatter",
    "flags.FlagReview",
    "flags.ScoredMatter",
    "flags.Backtest",
    "flags.EvaluationRequest",
    "flags.EvaluationRun",
    "flags.EvaluationRange",
    "clocks.ClockRefresh",
}
# Working rows of the software, and rows that are only ever added.
WITHOUT_HISTORY = {
    "audit.AuditEvent",
    "imports.ImportRun",
    "imports.ImportIssue",
    "cases.ReferenceCounter",
    "cases.CaseDraft",
    "notices.NoticeDraft",
    "notices.NoticeFile",
    "flags.FlagMatter",
    "flags.ScoredMatter",
    "flags.Backtest",
    "flags.EvaluationRequest",
    "flags.EvaluationRun",
    "flags.EvaluationRange",
    "clocks.ClockRefresh",
    "clocks.Reminder",
    "reports.ExportRun",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_who_may_see_it(model):
    if model._meta.label in SEEN_THROUGH_ANOTHER:
        return
    queryset = model._default_manager.all()
    assert isinstance(queryset, ScopedQuerySet) or hasattr(queryset, "visible_to")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_domain_model_keeps_the_history_of_its_rows(model):
    events = {
        event.pgh_tracked_model
        for event in apps.get_models()
        if issubclass(event, pghistory.models.Event) and hasattr(event, "pgh_tracked_model")
    }
    assert (model in events) is (model._meta.label not in WITHOUT_HISTORY)


def constraints():
    for model in MODELS:
        for constraint in model._meta.constraints:
            yield pytest.param(constraint.name, id=constraint.name)


@pytest.mark.parametrize("name", list(constraints()))
def test_every_named_constraint_has_a_test_that_breaks_it(name):
    here = source.named(source.Path(__file__))
    texts = (path.read_text(encoding="utf-8") for path in source.test_files() if source.named(path) != here)
    assert any(re.search(rf"\b{name}\b", text) for text in texts)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_text_column_is_cut_short(model):
    """Only hashes have a fixed length: a long name or reason is kept whole."""
    cut = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.CharField)
        and field.max_length not in (None, 64)
        and not isinstance(field, models.SlugField)
    ]
    assert model._meta.label == "accounts.User" or cut == []
