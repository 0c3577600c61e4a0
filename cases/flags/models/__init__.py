from cases.flags.models.flag import Flag, FlagMatter, FlagReview
from cases.flags.models.follow_up import FollowUp
from cases.flags.models.recheck import FlagRecheck
from cases.flags.models.rule import Backtest, Rule, RuleVersion
from cases.flags.models.run import EvaluationRange, EvaluationRequest, EvaluationRun
from cases.flags.models.scored_matter import ScoredMatter
from cases.flags.models.second_reading import SecondReading

__all__ = (
    "Backtest",
    "EvaluationRange",
    "EvaluationRequest",
    "EvaluationRun",
    "Flag",
    "FlagMatter",
    "FlagRecheck",
    "FlagReview",
    "FollowUp",
    "Rule",
    "RuleVersion",
    "ScoredMatter",
    "SecondReading",
)
