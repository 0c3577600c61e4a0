"""Passwords in tests: the same algorithm as in production with the least work it allows."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """A quarter of a second of a processor for each password would be a tenth of the suite."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
