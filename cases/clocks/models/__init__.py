from cases.clocks.models.clock import Clock, ClockExtension, ClockRefresh
from cases.clocks.models.delay_report import DelayReport
from cases.clocks.models.milestone import Milestone
from cases.clocks.models.reminder import Reminder

__all__ = ("Clock", "ClockExtension", "ClockRefresh", "DelayReport", "Milestone", "Reminder")
