import factory

from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName


class UserFactory(factory.django.DjangoModelFactory):
    """A force-wide caseworker; `scoped` sees no unit until one is given."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        scoped = factory.Trait(is_force_wide=False)

    username = factory.Sequence(lambda n: f"person{n}")
    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Exampleton{n}")
    role = RoleName.CASEWORKER
    is_force_wide = True
