"""Raising flags: what the rules find now, compared with the flags that people already have."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.flags import restricted
from cases.flags.actions.urgency import hasten
from cases.flags.comparison import EarlierFlag, Verdict, compare
from cases.flags.facts.peers import SameWorks
from cases.flags.findings import Finding, RuleInForce, find, rules_in_force
from cases.flags.lanes import LANES
from cases.flags.models import Flag, FlagMatter, ScoredMatter
from cases.flags.peers import GroupsByRule
from cases.flags.rules.frozen import ALSO, matter_to_json
from cases.flags.rules.history import About, Matter
from cases.flags.score.kept import put_score, scored_matters
from cases.flags.score.usual import works_at_hand
from cases.flags.tiers import tier_of
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.bulk import copy_in

Key = tuple[int, int, str]
_MATTER = ("flag", "subject", "dated_on", "dated_by", "category", "facts", "is_counted", "reason")
# Of so many flags the evidence is held in memory at a time while it is written.
FLAGS_AT_ONCE = 100


@dataclass(frozen=True)
class Evaluated:
    """How an evaluation ended: what was found, and what came of it."""

    findings: Sequence[Finding] = ()
    raised: int = 0
    replaced: int = 0
    unchanged: int = 0
    nothing_new: int = 0


def evaluate(
    *,
    officer_ids: Iterable[int],
    as_at: date,
    by: Doer,
    in_force: Sequence[RuleInForce] | None = None,
    groups: GroupsByRule | None = None,
    works: SameWorks | None = None,
) -> Evaluated:
    """Raise the flags on people that are due up to the start of `as_at`. Repeats and races end in the same flags."""
    return look_at(
        about=About.OFFICER, ids=officer_ids, as_at=as_at, by=by, in_force=in_force, groups=groups, works=works
    )


def look_at(
    *,
    about: About,
    ids: Iterable[int],
    as_at: date,
    by: Doer,
    in_force: Sequence[RuleInForce] | None = None,
    groups: GroupsByRule | None = None,
    works: SameWorks | None = None,
) -> Evaluated:
    """Raise the flags on these people, units or cases that are due up to the start of `as_at`.

    Each record is locked while it is looked at. Should a flag slip in by another way all the same, the database
    refuses the second one and everything is compared once more. `groups` and `works` are those that a run over
    everyone sets people and their scores beside; without them they are worked out anew.
    """
    require(by, Permission.FLAG_REVIEW)
    wanted = sorted(set(ids))
    rules = rules_in_force() if in_force is None else in_force
    try:
        return _evaluate(about, wanted, as_at, rules, groups, works, by)
    except IntegrityError as refusal:
        if not _is_flag_already_there(refusal):
            raise
        return _evaluate(about, wanted, as_at, rules, groups, works, by)


def _is_flag_already_there(refusal: IntegrityError) -> bool:
    return any(name in str(refusal) for name in ("flag_one_open", "flag_once_for_its_evidence"))


@transaction.atomic
def _evaluate(
    about: About,
    ids: list[int],
    as_at: date,
    rules: Sequence[RuleInForce],
    groups: GroupsByRule | None,
    works: SameWorks | None,
    by: Doer,
) -> Evaluated:
    _lock(LANES[about].model, ids)
    findings = find(ids, about=about, as_at=as_at, in_force=rules, groups=groups)
    earlier = _earlier_flags(findings)
    verdicts = [(one, compare(one.hit.evidence, one.hit.window_to, earlier[_key(one)])) for one in findings]
    new = [one for one, verdict in verdicts if verdict is Verdict.RAISE]
    replaced = {key: flag for key in map(_key, new) for flag in earlier[key] if flag.is_open}
    if new:
        _supersede(replaced.values())
        flags = _raise(new, replaced, as_at, works)
        hidden = {one.rule.rule_id for one in new if one.rule.slug in restricted.RULES}
        _record(flags, hidden, as_at, by)
    hasten(found_again=_found_again(verdicts, earlier), by=by)
    counts = Counter(verdict for _, verdict in verdicts)
    return Evaluated(findings, len(new), len(replaced), counts[Verdict.UNCHANGED], counts[Verdict.NOTHING_NEW])


def _lock(model: Any, ids: list[int]) -> None:
    """Always in the order of ids, so that two evaluations wait for each other and never block each other."""
    list(model.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))


def _key(finding: Finding) -> Key:
    return finding.about_id, finding.rule.rule_id, finding.hit.scope_key


def _earlier_flags(findings: Sequence[Finding]) -> dict[Key, list[EarlierFlag]]:
    """Every flag on these records under these rules, locked against a decision being made this moment."""
    earlier: dict[Key, list[EarlierFlag]] = defaultdict(list)
    if not findings:
        return earlier
    flags = list(
        Flag.objects.select_for_update(no_key=True)
        .filter(rule__in={one.rule.rule_id for one in findings})
        .filter(**{f"{findings[0].about}__in": {one.about_id for one in findings}})
        .order_by("pk")
    )
    counted: dict[int, set[int | str]] = defaultdict(set)
    matters = FlagMatter.objects.filter(flag__in=[flag.pk for flag in flags], is_counted=True).order_by()
    for flag_id, subject_id in matters.values_list("flag_id", "subject_id"):
        counted[flag_id].add(subject_id)
    for flag in flags:
        is_open = flag.status == Flag.Status.OPEN
        counted[flag.pk].update(flag.circumstances.get(ALSO, ()))
        earlier[flag.about_id, flag.rule_id, flag.scope].append(
            EarlierFlag(
                pk=flag.pk,
                is_open=is_open,
                counted=frozenset(counted[flag.pk]),
                window_to=flag.window_to,
                due_on=flag.due_on,
                tier=flag.tier,
                assigned_to_id=flag.assigned_to_id,
            )
        )
    return earlier


def _found_again(
    verdicts: Sequence[tuple[Finding, Verdict]], earlier: dict[Key, list[EarlierFlag]]
) -> Iterator[tuple[Finding, EarlierFlag]]:
    for finding, verdict in verdicts:
        if verdict is Verdict.UNCHANGED:
            yield from ((finding, flag) for flag in earlier[_key(finding)] if flag.counted == finding.hit.evidence)


def _supersede(flags: Iterable[EarlierFlag]) -> None:
    """Before the new ones are raised: a record has one open flag a rule and scope."""
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(status=Flag.Status.SUPERSEDED)


def _raise(
    findings: Sequence[Finding], replaced: dict[Key, EarlierFlag], as_at: date, works: SameWorks | None
) -> list[Flag]:
    flags = [_flag(one, replaced.get(_key(one))) for one in findings]
    of_each = list(zip(flags, findings, strict=True))
    _put_scores(of_each, as_at, works)
    Flag.objects.bulk_create(flags, batch_size=1000)
    for first in range(0, len(of_each), FLAGS_AT_ONCE):
        some = of_each[first : first + FLAGS_AT_ONCE]
        copy_in(FlagMatter, _MATTER, (row for flag, finding in some for row in _matters(flag, finding)))
        copy_in(ScoredMatter, ("flag", "subject", "points"), scored_matters(flag for flag, _ in some))
    return flags


def _put_scores(of_each: Sequence[tuple[Flag, Finding]], as_at: date, works: SameWorks | None) -> None:
    """Once for each person: the score is of their whole history, whichever rule flags them."""
    people = sorted({flag.officer_id for flag, _ in of_each if flag.officer_id})
    of_person = (works_at_hand(as_at) if works is None else works).of(people, as_at) if people else {}
    scored: dict[int, Flag] = {}
    for flag, finding in of_each:
        first = scored.setdefault(flag.about_id, flag)
        if first is flag:
            put_score(flag, finding.history, as_at=as_at, work=of_person.get(flag.about_id))
        flag.score, flag.score_card, flag.score_percent = first.score, first.score_card, first.score_percent


def _flag(finding: Finding, replaced: EarlierFlag | None) -> Flag:
    """The evidence, frozen. A flag that replaces an open one keeps its reviewer and is due no later than that one.

    The days of the rule and those of the tier both hold: the sooner is when it is due.
    """
    hit, parameters, today = finding.hit, finding.rule.parameters, timezone.localdate()
    placed = tier_of(finding.rule.slug, hit.counted)
    due_on = min(today + timedelta(days=parameters.review_days), placed.tier.due_on(today))
    return Flag(
        **{f"{finding.about}_id": finding.about_id},
        rule_id=finding.rule.rule_id,
        rule_version_id=finding.rule.version_id,
        parameters=asdict(parameters),
        circumstances=finding.circumstances,
        scope=hit.scope_key,
        scope_label=hit.scope.label if hit.scope else "",
        evidence_key=finding.evidence_key,
        counted=len(hit.counted),
        window_from=hit.window_from,
        window_to=hit.window_to,
        sentence=hit.sentence,
        due_on=min(due_on, replaced.due_on) if replaced else due_on,
        tier=placed.tier.number,
        tier_reason=placed.reason,
        assigned_to_id=replaced.assigned_to_id if replaced else None,
        replaces_id=replaced.pk if replaced else None,
    )


@lru_cache(maxsize=10_000)
def _written(matter: Matter) -> tuple[Any, ...]:
    """The columns that say the same on every flag. Remembered for a while: several rules write down the same matter."""
    categories = "; ".join(sorted(category.label for category in matter.categories))
    return matter.subject_id, matter.dated_on, matter.dated_by, categories, json.dumps(matter_to_json(matter))


def _matters(flag: Flag, finding: Finding) -> Iterator[tuple[Any, ...]]:
    """The evidence as rows of `_MATTER`. There are many: COPY writes them in a fraction of the time."""
    for matter in finding.hit.counted:
        yield flag.pk, *_written(matter), True, ""
    for left in finding.hit.left_out:
        yield flag.pk, *_written(left.matter), False, left.reason


def _record(flags: Sequence[Flag], hidden: Collection[int], as_at: date, by: Doer) -> None:
    """One event for the batch, naming every flag and what they are about; of `hidden` rules the flags alone."""
    told = [flag for flag in flags if flag.rule_id not in hidden]
    if told:
        lane = LANES[told[0].looks_at]
        ids = sorted({flag.about_id for flag in told})
        touched = [*(f"{lane.model._meta.label_lower}:{pk}" for pk in ids), *map(key_of, told)]
        record("flag.raised", by=by, touched=touched, after={"as_at": as_at, "flags": len(told), lane.many: len(ids)})
    if untold := [key_of(flag) for flag in flags if flag.rule_id in hidden]:
        record("flag.raised", by=by, touched=untold, after={"as_at": as_at, "flags": len(untold)})
