"""Where Tab stops in the content of a page: at every control, in the order they are read, and each time to be seen."""

from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STOPS = 150

# Remembers how every control looks while it has no focus. A group of radio buttons is one stop.
CONTROLS = """() => {
    window.looksOf = part => [part, ...(part.labels ?? [])].flatMap(one => [null, '::before'].map(pseudo => {
        const style = getComputedStyle(one, pseudo);
        return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.color].join();
    })).join(';');
    window.named = part => part.type === 'radio' ? `radio ${part.name}`
        : `${part.tagName} ${part.id || part.name || part.href || part.innerText.slice(0, 60)}`;
    const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const controls = [...document.querySelectorAll(`main :is(${kinds})`)]
        .filter(part => part.checkVisibility({visibilityProperty: true}) && !part.disabled);
    document.activeElement.blur();
    window.unfocused = new Map(controls.map(part => [part, window.looksOf(part)]));
    const main = document.querySelector('main');
    main.tabIndex = -1;
    main.focus();
    return [...new Set(controls.map(window.named))];
}"""
STOP = """() => {
    const part = document.activeElement;
    if (!part.closest('main')) return null;
    const line = part.getClientRects()[0], whole = part.getBoundingClientRect();
    const middle = line.y + Math.min(line.height, innerHeight - line.y) / 2;
    const seen = document.elementFromPoint(line.x + line.width / 2, middle);
    return {
        name: window.named(part),
        is_marked: window.looksOf(part) !== window.unfocused.get(part),
        is_in_sight: !!seen && [part, ...(part.labels ?? [])].some(one => one.contains(seen)),
        top: whole.top + scrollY, bottom: whole.bottom + scrollY, left: whole.left,
    };
}"""
START_AGAIN = """() => {
    document.querySelector('main').removeAttribute('tabindex');
    document.querySelector('.govuk-skip-link').focus();
}"""


@dataclass(frozen=True)
class Stop:
    """A control as it has the focus, with its place on the page in pixels."""

    name: str
    is_marked: bool
    is_in_sight: bool
    top: float
    bottom: float
    left: float

    def is_read_after(self, other: "Stop") -> bool:
        """Further down, or on the same line and further right."""
        if self.bottom <= other.top:
            return False
        return self.top >= other.top or self.left >= other.left


def faults(page: Page) -> list[str]:
    """What is wrong with Tab on the page that is open. The next Tab starts at the top of the page again."""
    controls: list[str] = page.evaluate(CONTROLS)
    stops = _walk(page)
    page.evaluate(START_AGAIN)
    reached = [stop.name for stop in stops]
    found = [f"Tab stops at {reached}, not at {controls}"] if reached != controls else []
    found += [f"the focus cannot be seen at {stop.name}" for stop in stops if not stop.is_marked]
    found += [f"what has the focus is hidden: {stop.name}" for stop in stops if not stop.is_in_sight]
    for stop, following in zip(stops, stops[1:], strict=False):
        if not following.is_read_after(stop):
            found.append(f"{following.name} comes after {stop.name}")
    return [f"{page.url}: {fault}" for fault in found]


def _walk(page: Page) -> list[Stop]:
    stops: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(Stop(**stop))
    return stops
