"""Make the text for ``spacy pretrain``: the raw paragraphs and the training sentences, shuffled with a seed.

Markdown links lose their addresses and emphasis its stars; very long paragraphs are cut at sentence ends. Only the
training file's words are used; the test files play no part.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import DocBin

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STARS = re.compile(r"(?<!\w)\*+(?=\w)|(?<=[\w.,;:])\*+(?!\w)")
_END = re.compile(r"(?<=[.;:?!]) +")
_LEAST = 20  # characters: shorter lines are no text


def pieces(text: str, limit: int = 700) -> Iterator[str]:
    """Yield a paragraph in pieces of about ``limit`` characters."""
    part = ""
    for sentence in _END.split(text):
        if part and len(part) + len(sentence) > limit:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    if part:
        yield part[: 2 * limit]


def main() -> None:
    """Read the arguments, write a JSON Lines file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("raw", type=Path, help="text, or text in .xz")
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    data = lzma.decompress(args.raw.read_bytes()) if args.raw.suffix == ".xz" else args.raw.read_bytes()
    texts = []
    for line in data.decode("utf-8").split("\n"):
        plain = _STARS.sub("", _LINK.sub(r"\1", line)).strip()
        texts.extend(piece for piece in pieces(plain) if len(piece) > _LEAST)
    vocab = spacy.blank("nl").vocab
    texts.extend(doc.text for doc in DocBin().from_disk(args.train).get_docs(vocab))
    random.Random(args.seed).shuffle(texts)
    lines = (json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    args.out.write_text("".join(lines), encoding="utf-8")
    print(len(texts), "texts,", sum(map(len, texts)), "characters")


if __name__ == "__main__":
    main()
