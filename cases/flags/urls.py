from django.urls import path

from cases.flags.views import backtest, flag, follow_up, queue, rule, rule_list, version

app_name = "flags"
urlpatterns = [
    path("", queue.FlagList.as_view(), name="list"),
    path("rules/", rule_list.RuleList.as_view(), name="rules"),
    path("rules/<int:pk>/", rule.RuleDetail.as_view(), name="rule"),
    path("rules/<int:pk>/draft/", rule.RuleDraft.as_view(), name="rule_draft"),
    path("versions/<int:pk>/", version.VersionDetail.as_view(), name="version"),
    path("versions/<int:pk>/change/", version.VersionChange.as_view(), name="version_change"),
    path("versions/<int:pk>/backtest/", version.VersionBacktest.as_view(), name="version_backtest"),
    path("versions/<int:pk>/approve/", version.VersionApprove.as_view(), name="version_approve"),
    path("versions/<int:pk>/discard/", version.VersionDiscard.as_view(), name="version_discard"),
    path("versions/<int:pk>/retire/", version.VersionRetire.as_view(), name="version_retire"),
    path("versions/<int:pk>/retire/answer/", version.VersionRetireAnswer.as_view(), name="version_retire_answer"),
    path("backtests/<int:pk>/", backtest.BacktestDetail.as_view(), name="backtest"),
    path("follow-ups/<int:pk>/", follow_up.FollowUpDone.as_view(), name="follow_up_done"),
    path("follow-ups/<int:pk>/correct/", follow_up.FollowUpCorrect.as_view(), name="follow_up_correct"),
    path("<int:pk>/", flag.FlagDetail.as_view(), name="detail"),
    path("<int:pk>/decide/", flag.FlagDecide.as_view(), name="decide"),
    path("<int:pk>/second-reading/", flag.FlagSecondRead.as_view(), name="second_read"),
    path("<int:pk>/assign/", flag.FlagAssign.as_view(), name="assign"),
]
