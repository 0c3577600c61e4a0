"""Choosing from the code lists: under their headings, and only what was in force on one of the days that matter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Code, CodeList

_KNOWN_BY_NUMBER = {CodeList.CATEGORY, CodeList.STANDARD}


def choosable(code_list: CodeList, *, days: Iterable[date | None]) -> QuerySet[Code]:
    """Codes in force on any of the known days. Words that only imported files use are not offered."""
    in_force = Q(pk__in=[])
    for day in filter(None, days):
        in_force |= Q(pk__in=Code.objects.in_force(day).values("pk"))
    return Code.objects.of(code_list).filter(in_force).exclude(scheme="historic").order_by("position", "pk")


def categories(*, days: Iterable[date | None]) -> QuerySet[Code]:
    """The narrowest categories; those without dates are an imported source's own."""
    codes = choosable(CodeList.CATEGORY, days=days).exclude(valid_from=None, valid_to=None)
    return codes.exclude(Exists(codes.filter(parent=OuterRef("pk")))).select_related("parent")


class _UnderHeadings(forms.models.ModelChoiceIterator):
    """Options under their headings, in the order of the list; one without a heading stands where it comes."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        places: dict[Any, list[Any]] = defaultdict(list)
        for code in self.queryset:
            places[code.group or code.pk].append(self.choice(code))
        for heading, options in places.items():
            if isinstance(heading, str):
                yield (heading, options)
            else:
                yield from options


class CodeField(forms.ModelChoiceField):
    """One code of a list. Give `queryset=None` and set it when the days are known."""

    iterator = _UnderHeadings

    def label_from_instance(self, obj: Code) -> str:
        """Categories and standards are known by their code; other lists are not."""
        return f"{obj.code} {obj.label}" if obj.code_list in _KNOWN_BY_NUMBER else obj.label


class CodesField(forms.ModelMultipleChoiceField):
    """Several codes of a list."""

    iterator = _UnderHeadings
