"""What a change of the rules does to records, before anything is saved.

::

    weigh       weigh      the documents of an output folder by new rules, beside its records or by other rules
      Look      look       one document: what can't be touched is left as it is
      compare   compare    two sets of records: what appears, vanishes and changes
    told        told       the outcome for people and for programs
"""

from __future__ import annotations

from pipeline.impact.compare import Change, Difference, compare
from pipeline.impact.look import Seen
from pipeline.impact.weigh import Impact, LeftOut, weigh

__all__ = ["Change", "Difference", "Impact", "LeftOut", "Seen", "compare", "weigh"]
