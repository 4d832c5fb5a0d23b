"""What readers say of records: verdicts in a log, what follows from them, and the way out of them.

>>> from pathlib import Path
>>> from pipeline.review import Live
>>> Live(Path("nowhere")).state().readers
()
"""

from pipeline.review.live import Live
from pipeline.review.log import Broken, Log, Reading
from pipeline.review.state import Action, Comment, Counts, ReaderState, State
from pipeline.review.verdict import (
    Quote,
    Value,
    Verb,
    Verdict,
    about,
    add,
    judge,
    new_id,
    now,
    quote_at,
    rejudge,
    value_of,
)

__all__ = [
    "Action",
    "Broken",
    "Comment",
    "Counts",
    "Live",
    "Log",
    "Quote",
    "ReaderState",
    "Reading",
    "State",
    "Value",
    "Verb",
    "Verdict",
    "about",
    "add",
    "judge",
    "new_id",
    "now",
    "quote_at",
    "rejudge",
    "value_of",
]
