from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.investigations.actions import tasks
from cases.investigations.forms.tasks import TaskChangeForm, TaskDoneForm, TaskForm
from cases.investigations.models import Task
from cases.investigations.views.appointment import INVESTIGATION
from cases.views.base import CaseFormPage


class TaskAdd(CaseFormPage):
    form_class = TaskForm
    heading = "Set a next action"
    submit = "Save action"
    part = INVESTIGATION

    def act(self, form: Form) -> HttpResponse:
        task = tasks.add(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(f"Next action set: {task}.")


class _TaskPage(CaseFormPage):
    part = INVESTIGATION
    template_name = "cases/investigations/task_form.html"

    def task(self) -> Task:
        tasks_of_case = Task.objects.select_related("owner")
        found: Task = self.one_of(tasks_of_case, case=self.object, pk=self.kwargs["task"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(task=self.task(), **kwargs)


class TaskDone(_TaskPage):
    form_class = TaskDoneForm
    heading = "Say that an action is done"
    submit = "Save"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "task": self.task()}

    def act(self, form: Any) -> HttpResponse:
        task = tasks.complete(
            by=self.request.user,
            case=self.object,
            task=self.task(),
            result=form.cleaned_data["result"],
            following=form.following(),
            version=self.version,
        )
        return self.done(f"Done: {task}.")


class TaskChange(_TaskPage):
    form_class = TaskChangeForm
    heading = "Change a next action"

    def get_initial(self) -> dict[str, Any]:
        task = self.task()
        return {"owner": task.owner_id, "due_on": task.due_on}

    def act(self, form: Form) -> HttpResponse:
        task = tasks.change(
            by=self.request.user, case=self.object, task=self.task(), version=self.version, **form.cleaned_data
        )
        return self.done(f"Changed: {task}.")
