import hashlib

import pytest

from cases.flags.second_reading import Policy, is_sampled, policy_in_use, why_read

POLICY = Policy(frozenset({1}), 0.1, "seed")


def test_anybody_can_work_out_which_decisions_are_sampled():
    digest = hashlib.sha256(b"seed:7").hexdigest()
    assert is_sampled(7, seed="seed", share=0.1) is (int(digest[:8], 16) / 16**8 < 0.1)
    assert [is_sampled(number, seed="seed", share=0.1) for number in range(50)] == [
        is_sampled(number, seed="seed", share=0.1) for number in range(50)
    ]


def test_the_sample_is_about_the_share_and_another_seed_gives_another():
    chosen = {number for number in range(10_000) if is_sampled(number, seed="seed", share=0.1)}
    assert 900 < len(chosen) < 1100
    assert chosen != {number for number in range(10_000) if is_sampled(number, seed="other", share=0.1)}


def test_a_share_of_nothing_or_all_samples_none_or_all():
    assert not any(is_sampled(number, seed="seed", share=0) for number in range(100))
    assert all(is_sampled(number, seed="seed", share=1) for number in range(100))


@pytest.mark.parametrize(("tier", "is_no_action", "said"), [(1, False, "tier 1"), (1, True, "tier 1"), (2, False, "")])
def test_every_decision_in_a_named_tier_is_read(tier, is_no_action, said):
    why = why_read(tier=tier, is_no_action=is_no_action, number=7, policy=POLICY)
    assert said in why
    assert bool(why) is bool(said)


def test_the_policy_in_use_reads_tier_1_and_a_share_of_no_action():
    policy = policy_in_use()
    assert policy.tiers == {1}
    assert 0 < policy.share_of_no_action < 1
