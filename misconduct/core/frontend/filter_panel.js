// On a narrow screen the filters start closed, so that the list is the first thing seen.
export function startFilterPanels() {
  if (window.matchMedia("(min-width: 48.0625em)").matches) {
    return;
  }
  document.querySelectorAll("[data-module='app-filter-panel']").forEach((panel) => {
    if (panel.querySelector(".govuk-error-message") === null) {
      panel.removeAttribute("open");
    }
  });
}
