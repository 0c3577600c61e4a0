"""The priority score: points that a person can add up on paper, and that say which flag is read before another.

Points come from `weights.toml` (how they were chosen: docs/score.md). They put flags of one tier and one day in order.
They decide nothing, and say nothing about whether anything happened.
"""
