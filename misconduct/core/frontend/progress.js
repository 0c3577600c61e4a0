// A page part marked data-refresh-url is fetched again until it no longer carries that mark.
// Without script the page shows a "Check progress" link instead.
const SECONDS_BETWEEN = 2;

async function refresh(part) {
  const url = part.dataset.refreshUrl;
  try {
    const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok || answer.redirected) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (fresh === null) {
      window.location.assign(url);
      return;
    }
    part.replaceWith(document.adoptNode(fresh));
    schedule(fresh);
  } catch {
    schedule(part);
  }
}

function schedule(part) {
  if (part.dataset.refreshUrl) {
    window.setTimeout(() => refresh(part), SECONDS_BETWEEN * 1000);
  }
}

export function startProgress() {
  document.querySelectorAll("[data-refresh-url][id]").forEach(schedule);
}
