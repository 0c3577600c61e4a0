"""`manage.py flag_officers`: the rules applied to everyone at once, now or as at the start of a past day.

Rules about units and about cases are applied to all of those in the same run.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.flags.actions.evaluation import Evaluated, look_at
from cases.flags.facts.peers import SameWorks
from cases.flags.findings import RuleInForce, find, groups_for, rules_in_force, up_to_today
from cases.flags.lanes import LANES, Lane
from cases.flags.models import Rule
from cases.flags.peers import GroupsByRule
from cases.flags.rules.history import About
from cases.flags.score.usual import works_on
from cases.flags.tally import Tally
from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import Refused
from misconduct.core.wording import counted, uk_date


class Command(BaseCommand):
    help = (
        "Looks at everybody's history, every unit and every open case under the rules in force, and raises the flags"
        " that are due. A --parameter asks what another setting would find: nothing is written then, as no version of"
        " the rule says so."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-at", metavar="DATE", help="the start of this day, such as 2026-03-04; else up to now")
        parser.add_argument("--rule", metavar="SLUG", action="append", default=[], help="only this rule; repeatable")
        parser.add_argument(
            "--parameter", metavar="NAME=VALUE", action="append", default=[], help="such as threshold=2; writes nothing"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be flagged and write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            as_at = _day(options["as_at"])
            in_force = _with_parameters(_rules(options["rule"]), options["parameter"])
        except Refused as refusal:
            raise CommandError(refusal.message, returncode=2) from refusal
        is_dry_run = options["dry_run"] or bool(options["parameter"])
        tally, groups = Tally(in_force), groups_for(in_force, as_at=as_at)
        works = None if is_dry_run else works_on(as_at)
        for lane in LANES.values():
            for ids in _batches(lane, as_at):
                found = _look(lane, ids, as_at, in_force, groups, works)
                tally.add(found, people=len(ids) if lane.about is About.OFFICER else 0)
        if options["json"]:
            self.stdout.write(json.dumps({"as_at": as_at.isoformat(), "dry_run": is_dry_run, **tally.figures()}))
        else:
            self._say(tally, as_at, is_dry_run=is_dry_run)

    def _say(self, tally: Tally, as_at: date, *, is_dry_run: bool) -> None:
        self.stdout.write(f"As at the start of {uk_date(as_at)}: {counted(tally.looked_at, 'person', 'people')}.")
        for rule in tally.rules:
            self.stdout.write(f"{rule.name} (version {rule.number}): {len(tally.flagged[rule.slug])} flagged.")
        self.stdout.write(f"Together {counted(len(tally.everyone), 'person', 'people')}.")
        if is_dry_run:
            self.stdout.write("Nothing was written.")
        else:
            self.stdout.write(
                f"{counted(tally.raised, 'flag')} raised, {tally.replaced} of them in place of an older one;"
                f" {tally.unchanged} as before, {tally.nothing_new} with nothing new."
            )


def _look(
    lane: Lane,
    ids: list[int],
    as_at: date,
    in_force: Sequence[RuleInForce],
    groups: GroupsByRule,
    works: SameWorks | None,
) -> Evaluated:
    """Raise the flags, or where there are no works to set scores beside, only find what would be flagged."""
    if works is None:
        return Evaluated(find(ids, about=lane.about, as_at=as_at, in_force=in_force, groups=groups))
    by = SystemActor("flag_officers")
    return look_at(about=lane.about, ids=ids, as_at=as_at, by=by, in_force=in_force, groups=groups, works=works)


def _batches(lane: Lane, as_at: date) -> Iterator[list[int]]:
    ids = list(lane.everything(as_at).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), lane.at_once):
        yield ids[first : first + lane.at_once]


def _day(text: str | None) -> date:
    """A flag of a day to come would hold back every flag up to that day, as it was raised with more known."""
    if text is None:
        return up_to_today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(f"--as-at must be a real date such as 2026-03-04, not “{text}”.") from None
    if day > up_to_today():
        raise Refused(f"--as-at {text} is still to come. Give today, tomorrow for all of today, or a day gone by.")
    return day


def _rules(slugs: Sequence[str]) -> tuple[RuleInForce, ...]:
    wanted = [slug.replace("_", "-") for slug in slugs]
    in_force = rules_in_force(wanted)
    for slug in wanted:
        if slug not in {rule.slug for rule in in_force}:
            known = ", ".join(Rule.objects.values_list("slug", flat=True))
            raise Refused(f"There is no rule “{slug}” in force. The rules are {known}.")
    return in_force


def _with_parameters(in_force: Sequence[RuleInForce], given: Sequence[str]) -> tuple[RuleInForce, ...]:
    for pair in given:
        if "=" not in pair:
            raise Refused(f"--parameter must be NAME=VALUE, such as threshold=2, not “{pair}”.")
    changes = dict(pair.split("=", 1) for pair in given)
    return tuple(replace(rule, parameters=rule.parameters.changed(changes)) for rule in in_force)
