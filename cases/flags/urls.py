from django.urls import path

from cases.flags.views import flag, queue, rule_list

app_name = "flags"
urlpatterns = [
    path("", queue.FlagList.as_view(), name="list"),
    path("rules/", rule_list.RuleList.as_view(), name="rules"),
    path("<int:pk>/", flag.FlagDetail.as_view(), name="detail"),
    path("<int:pk>/decide/", flag.FlagDecide.as_view(), name="decide"),
    path("<int:pk>/assign/", flag.FlagAssign.as_view(), name="assign"),
]
