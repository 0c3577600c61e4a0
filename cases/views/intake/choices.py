"""What may be chosen while a case is logged: code lists as they were in force on the day it was received."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Code, CodeList

LOGGED_BY_HAND = ("PC-O", "PC-S", "CM", "RCM", "DSI", "RPRP", "UPP", "VET", "REG13")

RECORD_TYPE_HINTS = {
    "PC-O": "Somebody is dissatisfied and it can be put right without formal recording.",
    "PC-S": "It must be recorded: the person asks for it, or it may be criminal or disciplinary.",
    "CM": "From inside the force: a report, a line manager, an audit or counter-corruption.",
    "RCM": "Conduct that must be recorded, such as serious corruption or a serious assault.",
    "DSI": "Somebody died or was seriously hurt during or after contact with the police.",
}


def categories(on: date) -> QuerySet[Code]:
    """The narrowest categories in force that day; codes without dates come from imports and are not for new cases."""
    codes = Code.objects.of(CodeList.CATEGORY).in_force(on).exclude(valid_from=None, valid_to=None)
    narrower = codes.filter(parent=OuterRef("pk"))
    return codes.exclude(Exists(narrower)).select_related("parent")


def codes(code_list: CodeList, on: date) -> QuerySet[Code]:
    """The codes of a list in force that day."""
    return Code.objects.of(code_list).in_force(on)


class GroupedIterator(forms.models.ModelChoiceIterator):
    """Options under the wider heading that the code list gives them."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from _grouped(self.queryset, self.choice)


class CodeField(forms.ModelChoiceField):
    """One code of a list, under headings."""

    iterator = GroupedIterator

    def label_from_instance(self, obj: Code) -> str:
        """Law codes are known by their letter and number; a force's own are not."""
        return f"{obj.code} {obj.label}" if obj.code_list in {CodeList.CATEGORY, CodeList.STANDARD} else obj.label


class CodesField(forms.ModelMultipleChoiceField):
    """Several codes of a list, under headings."""

    iterator = GroupedIterator


def _grouped(found: Iterable[Code], choice: Any) -> Iterable[tuple[Any, Any]]:
    """Options under their headings, in the order of the list; one without a heading stands where it comes."""
    places: dict[Any, list[Any]] = defaultdict(list)
    for code in found:
        places[code.group or code.pk].append(choice(code))
    for heading, options in places.items():
        if isinstance(heading, str):
            yield (heading, options)
        else:
            yield from options
