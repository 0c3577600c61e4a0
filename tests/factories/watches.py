from datetime import timedelta

import factory
from django.utils import timezone

from cases.watches.models import Watch
from tests.factories.accounts import UserFactory
from tests.factories.officers import OfficerFactory


class WatchFactory(factory.django.DjangoModelFactory):
    """A watch that began a day ago and has a hundred days to go."""

    class Meta:
        model = Watch

    officer = factory.SubFactory(OfficerFactory)
    watcher = factory.SubFactory(UserFactory, role="manager")
    reason = "Three matters in one summer."
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=100))
