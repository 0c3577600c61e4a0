"""Which decisions on flags a second person reads. Pure; the shares and the seed are in `tiers.toml`."""

import hashlib
from dataclasses import dataclass

from cases.flags.tiers import stored_table

_DIGITS = 8


@dataclass(frozen=True)
class Policy:
    """Every decision in these tiers, and of the other decisions of “no action” a share from 0 to 1."""

    tiers: frozenset[int]
    share_of_no_action: float
    seed: str


def policy_in_use() -> Policy:
    """The policy in the file."""
    stored = stored_table()["second_reading"]
    return Policy(frozenset(stored["tiers"]), stored["share_of_no_action"], stored["seed"])


def is_sampled(number: int, *, seed: str, share: float) -> bool:
    """Whether the decision of that number belongs to the sample. The same seed and number always give the same.

    The first eight hex digits of sha256("seed:number"), divided by 16^8, are below the share.
    """
    digest = hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
    return int(digest[:_DIGITS], 16) / 16**_DIGITS < share


def why_read(*, tier: int, is_no_action: bool, number: int, policy: Policy) -> str:
    """Why a second person reads the decision of that number; empty where nobody does."""
    if tier in policy.tiers:
        return f"Every decision in tier {tier} is read by a second person."
    if is_no_action and is_sampled(number, seed=policy.seed, share=policy.share_of_no_action):
        share = f"{policy.share_of_no_action:.0%}"
        return f"It is one of the {share} of decisions of “no action” that a second person reads."
    return ""
