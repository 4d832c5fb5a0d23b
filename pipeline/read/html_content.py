"""What of a page is its content, and what are menus, cookie bars, buttons and other things around it.

Three judges, in this order: what an element says it is (``nav``, ``hidden``, a button), where it stands (inside or
outside the page's main region), and the parser's rules for main content. Content lost is worse than a menu kept: inside
the main region the parser's rules may drop no table, heading, list or paragraph, and what is folded away in an
accordion or a tab is content.
"""

from __future__ import annotations

import re

from pipeline.read.html_folds import TEXTS, find_folds
from pipeline.read.html_tree import Element, Page

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_STYLE_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOLDED = re.compile(
    r"(?:^|[\s_-])(?:accord[ei]on\w*|collaps\w*|tab-?pan(?:e|el)|tab-?content|panel|uitklap\w*|inklap\w*|toggle-?content)",
    re.IGNORECASE,
)
# What the parser's rules, made for English pages, do not know by name.
_AROUND = re.compile(
    r"cookie|(?:^|[\s_-])(?:cc-window|breadcrumbs?|broodkruimels?|kruimelpad|skip-?links?|material-(?:icons|symbols)\w*"
    r"|screen-reader-text|sr-only|visually-hidden|sharedaddy|addtoany\w*|social-?(?:media|share|sharing|links|icons)"
    r"|share-?(?:links|buttons?)|deel-?knop(?:pen)?|paginering)(?:$|[\s_-])",
    re.IGNORECASE,
)
# These only where most of their words are links, too.
_MENU = re.compile(
    r"(?:^|[\s_-])(?:(?:sub|side|zij|hoofd)?-?(?:menu|nav|navigation|navigatie)|side-?bar|zijbalk)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AROUND_TAGS = frozenset({"aside", "dialog", "footer", "form", "header", "nav"})
_MENU_ROLES = frozenset({"menu", "menubar", "navigation", "tablist"})
_AROUND_ROLES = _MENU_ROLES | {"alertdialog", "banner", "contentinfo", "dialog", "search", "toolbar", "tooltip"}
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_NEVER_LOST = _TITLES | TEXTS
_BOXES = frozenset({"address", "aside", "div", "dl", "footer", "form", "header", "ol", "p", "section", "td", "ul"})
_PARTS = frozenset({"article", "body", "div", "form", "main", "section", "table", "tbody", "td", "tr"})
_REGION_SHARE = 0.7  # of the page's words, that make an element its main region
_LINK_SHARE = 0.6  # of its words inside links, that make an element a menu
_MOST_PLAIN = 40  # words outside links, of an element that the parser's rules may drop
_FEW_PLAIN = 25  # of one inside the main region; and what an element outside it needs at least where there is a <main>
_SOME_SHARE = 0.5  # of the page's plain words, that make a form or what holds the page's title the page itself
_PAGE_SHARE, _PAGE_LEAST = 0.8, 100  # of its plain words, and how many: what has them is the page, whatever its name


class Sums:
    """What the elements of a page hold, by index, all that is inside them counted and what is out left out."""

    def __init__(self, page: Page) -> None:
        count = len(page.elements)
        self.words, self.linked, self.texts, self.kept = ([0] * count for _ in range(4))
        self.firm = [0] * count  # words outside links that the parser's rules keep
        for element in reversed(page.elements):
            if element.out:
                continue
            at = element.index
            if element.texts:
                own = sum(len(_WORD.findall(child)) for child in element.children if isinstance(child, str))
                self.words[at] += own
                self.texts[at] += element.texts
                self.kept[at] += element.kept
                self.firm[at] += own if element.kept else 0
            if element.tag == "a" and "href" in element.attrs:
                self.linked[at], self.firm[at] = self.words[at], 0
            if element.parent is not None and self.texts[at]:
                above = element.parent.index
                self.words[above] += self.words[at]
                self.linked[above] += self.linked[at]
                self.texts[above] += self.texts[at]
                self.kept[above] += self.kept[at]
                self.firm[above] += self.firm[at]

    def plain(self, element: Element) -> int:
        """Return how many words an element has outside links."""
        return self.words[element.index] - self.linked[element.index]

    def is_menu(self, element: Element) -> bool:
        """Say whether most of an element's words are links."""
        words = self.words[element.index]
        return words > 0 and self.linked[element.index] >= _LINK_SHARE * words

    def is_dropped(self, element: Element) -> bool:
        """Say whether the parser's rules drop all of an element."""
        return self.texts[element.index] > 0 and self.kept[element.index] == 0


def settle_content(page: Page) -> dict[Element, Element]:
    """Mark what is no content as ``out``; return what unfolds under a button or tab, each with that as its title."""
    folds = find_folds(page)
    _drop_by_kind(page, folds, Sums(page))
    sums = Sums(page)
    region, is_said = _region(page, sums)
    # of a page that they drop nearly all of, the parser's rules know nothing
    if is_said or sums.firm[0] >= (1 - _REGION_SHARE) * sums.plain(page.body):
        _drop_by_place(page, folds, sums, region, is_said)
    for fold, title in folds.items():
        title.out = title.out or fold.out
        for element in page.inside(title):  # a row of tabs is gone, and its names stand over what they show
            element.out = _is_hidden(element, folds)
    return folds


# --- what an element says it is --------------------------------------------------------------------


def _drop_by_kind(page: Page, folds: dict[Element, Element], sums: Sums) -> None:
    titles = set(folds.values())
    at = 1
    while at < len(page.elements):
        element = page.elements[at]
        judged = _is_around(element, page, sums) or _is_control(element, page, titles)
        at = _drop(element, page) if judged or _is_unseen(element, page, folds, sums) else at + 1


def _is_around(element: Element, page: Page, sums: Sums) -> bool:
    """Say whether an element is a menu, a bar or a form, by its own word."""
    tag, role, names = element.tag, element.role, element.names
    named = len(names) > 1 and _AROUND.search(names) is not None
    menu = len(names) > 1 and _MENU.search(names) is not None and sums.is_menu(element)
    if not (named or menu or tag in _AROUND_TAGS or role in _AROUND_ROLES) or _is_main(element, page):
        return False
    if menu or tag == "nav" or role in _MENU_ROLES:
        return True
    if _is_page(element, page, sums):
        return False
    if tag in {"header", "footer"} or role in {"banner", "contentinfo"}:
        of_page = not any(above.tag in {"main", "article", "section"} for above in element.above())
        return (of_page and not _has_title(element, page)) or (tag != "header" and sums.is_menu(element))
    if tag == "aside":
        return sums.is_menu(element)
    return tag != "form" or not (page.holds(element, {"table"}) and sums.plain(element) > _MOST_PLAIN)


def _is_main(element: Element, page: Page) -> bool:
    return element.tag == "main" or page.holds(element, {"main"})


def _is_page(element: Element, page: Page, sums: Sums) -> bool:
    """Say whether an element is the page itself, whatever its name: it has most of its words."""
    plain = sums.plain(element)
    share = plain / max(sums.plain(page.body), 1)
    if element.tag == "form" or _has_title(element, page):
        return share > _SOME_SHARE
    return share > _PAGE_SHARE and plain >= _PAGE_LEAST


def _has_title(element: Element, page: Page) -> bool:
    """Say whether all headings of the first level stand in an element: what is around them is part of the page."""
    titles = page.named("h1")
    return bool(titles) and all(element.index < title.index < element.end for title in titles)


def _is_control(element: Element, page: Page, titles: set[Element]) -> bool:
    """Say whether an element is a button, and no heading or title of what it unfolds."""
    if element.tag != "button" and (element.role != "button" or page.holds(element, _NEVER_LOST)):
        return False
    return element not in titles and not any(above.tag in _TITLES for above in element.above())


def _is_unseen(element: Element, page: Page, folds: dict[Element, Element], sums: Sums) -> bool:
    """Say whether an element is hidden, and neither folded away nor the page itself, hidden behind a dialog."""
    return _is_hidden(element, folds) and not _is_main(element, page) and not _is_page(element, page, sums)


def _is_hidden(element: Element, folds: dict[Element, Element]) -> bool:
    attrs = element.attrs
    if not attrs:
        return False
    hides = "hidden" in attrs or attrs.get("aria-hidden") == "true" or _STYLE_HIDES.search(attrs.get("style", ""))
    if not hides:
        return False
    return not (element in folds or element.role == "tabpanel" or _FOLDED.search(element.names))


def _drop(element: Element, page: Page) -> int:
    """Mark an element and all in it as out; return the index of what stands after it."""
    for inner in page.elements[element.index : element.end]:
        inner.out = True
    return element.end


# --- where it stands -------------------------------------------------------------------------------


def _region(page: Page, sums: Sums) -> tuple[Element, bool]:
    """Return the element that holds the page's main content, and whether the page says so itself."""
    mains = [element for element in page.named("main") if not element.out]
    said = max(mains, key=sums.plain, default=None)
    if said is not None and 2 * sums.plain(said) >= sums.plain(page.body):
        return said, True
    at, found = 0, page.body
    least = max(_REGION_SHARE * sums.firm[0], 1)
    while at < found.end:
        element = page.elements[at]
        if sums.firm[at] < least:
            at = element.end
            continue
        if element.tag in _PARTS:
            found = element
        at += 1
    return found, False


def _drop_by_place(page: Page, folds: dict[Element, Element], sums: Sums, region: Element, is_said: bool) -> None:
    around = {above.index for above in region.above()}
    titles = set(folds.values())
    if not is_said:
        _drop_leading_menus(page, sums, region)
    at = 0
    while at < len(page.elements):
        element = page.elements[at]
        within = region.index < at < region.end
        spared = element in titles or (element in folds and (within or not sums.is_menu(element)))
        if within and (spared or element.tag in _NEVER_LOST):
            at = element.end
        elif spared or element.out or element is region or at in around:
            at += 1
        elif _is_aside(element, page, sums) if within else _is_outside(element, page, sums, is_said, around):
            at = _drop(element, page)
        else:
            # what the rules drop and may not is theirs to judge no more, in any of its parts
            at = element.end if sums.is_dropped(element) else at + 1


def _drop_leading_menus(page: Page, sums: Sums, region: Element) -> None:
    """Drop the menus with which a guessed region begins, where a text follows and no heading stands above them."""
    menus: list[Element] = []
    if any(heading.index < region.index and not heading.out for heading in page.named(*_TITLES)):
        return
    for child in region.children:
        if isinstance(child, Element) and (child.out or not sums.words[child.index]):
            continue
        if isinstance(child, Element) and child.tag in _BOXES - {"p"} and sums.is_menu(child):
            menus.append(child)
        elif isinstance(child, Element) or _WORD.search(child):
            for menu in menus:
                _drop(menu, page)
            return


def _is_aside(element: Element, page: Page, sums: Sums) -> bool:
    """Say whether an element inside the main region is none of its text: pages to turn, a line of links to share."""
    return (
        element.tag in {"div", "section", "a"}
        and sums.is_dropped(element)
        and sums.plain(element) <= _FEW_PLAIN
        and not page.holds(element, _NEVER_LOST)
    )


def _is_outside(element: Element, page: Page, sums: Sums, is_said: bool, around: set[int]) -> bool:
    """Say whether an element outside the main region is a menu or a bar, and no part of the text."""
    if element.tag not in _BOXES or page.holds(element, {"h1"}):
        return False
    if sums.is_menu(element) or element.tag == "aside":
        return True
    plain = sums.plain(element)
    listed = element.tag in {"ul", "ol"} or page.holds(element, {"table", "li"})
    # beside what the page itself calls its main content a few words are no text
    if is_said and element.parent is not None and element.parent.index in around and not listed and plain < _FEW_PLAIN:
        return True
    linked = 2 * sums.linked[element.index] >= sums.words[element.index]
    return sums.is_dropped(element) and plain <= _MOST_PLAIN and (linked or not listed)
