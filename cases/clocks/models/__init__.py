from cases.clocks.models.clock import Clock, ClockExtension, ClockRefresh
from cases.clocks.models.milestone import Milestone

__all__ = ("Clock", "ClockExtension", "ClockRefresh", "Milestone")
