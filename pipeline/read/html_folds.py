"""Accordions and tabs: what a page folds away, and under which title.

A page says it in three ways: ``aria-controls`` of a button, the target of a link or button that unfolds (Bootstrap),
and ``aria-labelledby`` of what stands under a tab.
"""

from __future__ import annotations

from pipeline.read.html_tree import Element, Page

TEXTS = frozenset({"table", "ul", "ol", "dl", "p", "blockquote", "pre", "figcaption"})
_NO_FOLD = frozenset({"modal", "dropdown", "tooltip", "popover", "offcanvas"})


def find_folds(page: Page) -> dict[Element, Element]:
    """Return what unfolds under a button, link or tab, each with that as its title."""
    by_id = {element.attrs["id"]: element for element in reversed(page.elements) if element.attrs.get("id")}
    folds: dict[Element, Element] = {}
    for element in page.elements:
        for name in _targets(element):
            target = by_id.get(name)
            if target is not None and not target.index <= element.index < target.end:
                folds.setdefault(target, element)
    for element in page.elements:
        title = by_id.get(element.attrs.get("aria-labelledby", ""))
        if title is not None and title.role == "tab":
            folds.setdefault(element, title)
    return {
        fold: title
        for fold, title in folds.items()
        if not page.holds(fold, {"main"}) and fold.tag != "main" and not page.holds(title, TEXTS)
    }


def _targets(element: Element) -> list[str]:
    """Return the ids of what an element shows and hides."""
    attrs = element.attrs
    toggle = attrs.get("data-bs-toggle") or attrs.get("data-toggle") or ""
    if toggle in _NO_FOLD:
        return []
    found = attrs.get("aria-controls", "").split()
    if toggle or "aria-expanded" in attrs or element.role == "tab":
        targets = (attrs.get("data-bs-target"), attrs.get("data-target"), attrs.get("href"))
        found += [target[1:] for target in targets if target and target.startswith("#")]
    return found
