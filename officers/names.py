"""How names are made comparable."""

from django.db import models
from django.db.models import Func


class Normalised(Func):
    """Lower case without accents, by the immutable function that the first migration creates."""

    function = "misconduct_normalise"
    output_field = models.TextField()
