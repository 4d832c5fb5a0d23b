"""From the bytes of a page to a tree of plain nodes.

Decoding follows the page's own word (byte order mark, ``<meta charset>``) where the bytes bear it out. Parsing is
resiliparse's (Lexbor, the HTML standard's algorithm); its rules for main content say of each text whether it belongs
to the page or to the menus around it. What comes out is kept in document order and holds no parser object, so that no
later step has to walk by recursion.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import map_encoding_to_html5
from resiliparse.parse.html import ElementNode, HTMLTree, Node, TextNode

from pipeline.errors import NotText
from pipeline.read.decode import decode
from pipeline.read.html_limits import check_limits

_HEAD = 4096  # bytes in which a page says its encoding
_CHARSET = re.compile(rb"(?:charset|\bencoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_ONE_BYTE = re.compile(r"cp125\d|iso8859-\d+|mac-roman")
_ANY_TAG = re.compile(r"<[a-zA-Z!/?]")

_MOST_STEPS = 20_000_000  # nodes times depth: what the parser's rules take their time by

# Signs that Unicode keeps for a program's own use; a page that has them all the same loses them.
_OWN = re.compile("[\ufdd0-\ufdef]")
_MARK, _MARK_END = "\ufdd0", "\ufdd1"
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK_END}")

# What is never read: code, controls, pictures, and what stands in for them.
_SKIPPED = frozenset(
    {
        "audio", "canvas", "colgroup", "datalist", "del", "embed", "head", "iframe", "img", "input", "map", "math",
        "meter", "noscript", "object", "option", "picture", "progress", "rp", "rt", "script", "select", "style", "svg",
        "template", "textarea", "video",
    }
)  # fmt: skip
_READ = frozenset(
    {
        "aria-colspan", "aria-controls", "aria-expanded", "aria-hidden", "aria-labelledby", "aria-level",
        "aria-rowspan", "class", "colspan", "data-bs-target", "data-bs-toggle", "data-target", "data-toggle", "hidden",
        "href", "id", "name", "role", "rowspan", "start", "style", "type", "value",
    }
)  # fmt: skip
_PLAIN = frozenset({"div", "p", "section", "span"})  # elements that may say by their role what they are
_BY_ROLE = {
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
    "list": "ul",
    "listitem": "li",
    "main": "main",
    "article": "article",
}


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page.

    ``role`` is its ARIA role, "" where there is none. ``index`` is its place in document order and ``end`` one past
    its last descendant's. ``texts`` counts the texts that stand in it directly, ``kept`` those of them that the
    parser's rules take for main content. ``out`` says that nothing of it is read.
    """

    tag: str
    attrs: dict[str, str]
    parent: Element | None
    index: int
    role: str = ""
    children: list[Element | str] = field(default_factory=list)
    end: int = 0
    texts: int = 0
    kept: int = 0
    out: bool = False

    @property
    def names(self) -> str:
        """The class names and the id."""
        return f"{self.attrs.get('class', '')} {self.attrs.get('id', '')}"

    def above(self) -> Iterator[Element]:
        """Yield the elements around this one, from the nearest out."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent


class Page:
    """A page's elements in document order, its body first, and its ``title``."""

    def __init__(self, elements: list[Element], title: str) -> None:
        self.elements = elements
        self.title = title
        self._places: dict[str, list[int]] = {}
        for element in elements:
            self._places.setdefault(element.tag, []).append(element.index)

    @property
    def body(self) -> Element:
        """The element around all others."""
        return self.elements[0]

    def inside(self, element: Element) -> list[Element]:
        """Return the elements inside one."""
        return self.elements[element.index + 1 : element.end]

    def named(self, *tags: str) -> list[Element]:
        """Return the elements of these tags, those of the first tag first."""
        return [self.elements[at] for tag in tags for at in self._places.get(tag, [])]

    def holds(self, element: Element, tags: Iterable[str]) -> bool:
        """Say whether an element has another of one of these tags inside it."""
        for tag in tags:
            places = self._places.get(tag, [])
            following = bisect_right(places, element.index)
            if following < len(places) and places[following] < element.end:
                return True
        return False


def decode_page(data: bytes) -> tuple[str, str | None]:
    """Return the text of a page's bytes and, where it is not sound UTF-8, what it was read as.

    Sound UTF-8 is UTF-8 whatever the page says; else its ``<meta>`` decides between the encodings of one byte.
    Raises :class:`pipeline.errors.EmptyDocument` and :class:`NotText`.

    >>> decode_page('<meta charset="iso-8859-15">€ 5'.encode("iso-8859-15"))[1]
    'ISO-8859-15, not UTF-8'
    """
    text, encoding = decode(data)
    if encoding is not None and not encoding.startswith(("UTF", "damaged")):
        said = _CHARSET.search(data[:_HEAD])
        label = said[1].decode("ascii") if said else ""
        codec = map_encoding_to_html5(label, fallback_utf8=False) if label else None
        if codec is not None and _ONE_BYTE.fullmatch(codec):
            try:
                text = data.decode(codec)
                encoding = f"{'Windows-1252' if codec == 'cp1252' else label.upper()}, not UTF-8"
            except UnicodeDecodeError:
                pass  # the page is wrong about itself: what its bytes look like stands
    return text.removeprefix("\ufeff"), encoding


def parse_page(text: str) -> Page:
    """Return the page that a text of HTML makes.

    Raises :class:`NotText` where there is no HTML, and :class:`TooLarge` where it would take minutes to parse.
    """
    if not _ANY_TAG.search(text):
        raise NotText("the file has no HTML in it; if it is plain text, give it the suffix .txt")
    check_limits(text)
    tree = HTMLTree.parse(_OWN.sub("", text))
    title = tree.title or ""
    body = tree.body
    if body is None:  # a frameset, or nothing
        return Page([Element("body", {}, None, 0, end=1)], title)
    elements, kept, steps = _flatten(body)
    # the rules read the marked texts back; where they would take minutes, all text counts as the page's
    if steps <= _MOST_STEPS:
        text = extract_plain_text(tree, main_content=True, hidden_elements=True, alt_texts=False)
        found = {int(number) for number in _MARKED.findall(text)}
        for number, element in enumerate(kept):
            element.kept += number in found
    else:
        for element in kept:
            element.kept += 1
    return Page(elements, title)


def _flatten(body: ElementNode) -> tuple[list[Element], list[Element], int]:
    """Return all elements, for each text the one that holds it, and the steps that the parser's rules would take.

    Each text gets its number as a mark, by which the parser's rules say later whether they keep it.
    """
    top = Element("body", _attrs(body), None, 0)
    elements, holders = [top], list[Element]()
    steps, depth = 0, 1
    at = top
    node: Node | None = body.first_child
    while node is not None:
        inside: Node | None = None
        steps += depth
        if isinstance(node, TextNode):
            data = node.data or ""
            at.children.append(data)
            if data.strip():
                node.data = f"{_MARK}{len(holders)}{_MARK_END}{data}"
                holders.append(at)
                at.texts += 1
        elif isinstance(node, ElementNode):
            element = _element(node, at, len(elements))
            if element is not None:
                at.children.append(element)
                elements.append(element)
                inside = node.first_child
                if inside is not None:
                    at, depth = element, depth + 1
                else:
                    element.end = len(elements)
        following = inside or node.next_sibling
        while following is None:
            at.end = len(elements)
            if at.parent is None:
                break
            above = node.parent_node
            assert above is not None
            node, at, depth = above, at.parent, depth - 1
            following = node.next_sibling
        node = following
    top.end = len(elements)
    return elements, holders, steps


def _element(node: ElementNode, parent: Element, index: int) -> Element | None:
    tag = node.local_name or ""
    if tag in _SKIPPED:
        return None
    attrs = _attrs(node)
    role = attrs.get("role", "").strip().lower()
    if role == "heading":
        level = attrs.get("aria-level", "2")
        tag = f"h{level}" if level in set("123456") else "h6"
    elif role and tag in _PLAIN:
        tag = _BY_ROLE.get(role, tag)
    return Element(tag, attrs, parent, index, role)


def _attrs(node: ElementNode) -> dict[str, str]:
    return {name: node.get_attribute(name) or "" for name in node.attribute_names if name in _READ}
