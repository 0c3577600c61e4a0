"""Which matters a rule version looks at at all: its switches, applied before the rule and said beside what it found."""

from collections.abc import Iterator
from dataclasses import replace

from cases.flags.rules.history import Category, Hit, LeftOut, Matter, OfficerHistory, Result, Source
from cases.flags.rules.parameters import Parameters

WITHDRAWN = "Withdrawn: this version of the rule leaves such matters out."
NO_CASE = "No case to answer or not proven: this version of the rule leaves such matters out."
OFF_DUTY = "Off duty: this version of the rule leaves such matters out."
PUBLIC = Category("source/public", "Public complaints")
INTERNAL = Category("source/internal", "Internal matters")


def selected(history: OfficerHistory, parameters: Parameters) -> tuple[OfficerHistory, tuple[LeftOut, ...]]:
    """The history without what the switches leave out, and those matters with the reason."""
    if not (parameters.without_withdrawn or parameters.without_no_case or parameters.without_off_duty):
        return history, ()
    reasons = [(matter, _reason_against(matter, parameters)) for matter in history.matters]
    kept = tuple(matter for matter, reason in reasons if not reason)
    if len(kept) == len(reasons):
        return history, ()
    return replace(history, matters=kept), tuple(LeftOut(matter, reason) for matter, reason in reasons if reason)


def by_source(history: OfficerHistory) -> Iterator[tuple[Category, OfficerHistory]]:
    """The history once with public complaints only and once with everything else."""
    public = tuple(matter for matter in history.matters if matter.source is Source.PUBLIC)
    internal = tuple(matter for matter in history.matters if matter.source is not Source.PUBLIC)
    yield PUBLIC, replace(history, matters=public)
    yield INTERNAL, replace(history, matters=internal)


def within(source: Category, hit: Hit) -> Hit:
    """A hit among the matters of one source. Its scope says so, beside the category of a rule about one."""
    scope = source
    if hit.scope is not None:
        scope = Category(f"{source.key}+{hit.scope.key}", f"{hit.scope.label} ({source.label.lower()})")
    return replace(hit, scope=scope)


def _reason_against(matter: Matter, parameters: Parameters) -> str:
    if parameters.without_withdrawn and matter.result is Result.WITHDRAWN:
        return WITHDRAWN
    if parameters.without_no_case and matter.result in (Result.NO_CASE, Result.NOT_PROVEN):
        return NO_CASE
    if parameters.without_off_duty and matter.is_off_duty:
        return OFF_DUTY
    return ""
