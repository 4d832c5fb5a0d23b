"""Dutch policy texts in, linked records of goals, activities, timelines, laws, frameworks and partners out.

>>> from pipeline import extract
>>> record = extract("plan.txt")  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["PolicyRecord", "__version__", "extract"]

if TYPE_CHECKING:
    from pipeline.record import PolicyRecord
    from pipeline.run import extract


class _Face(ModuleType):
    """The public face: its names are loaded when asked for, so that one module doesn't import all of them.

    ``extract`` is the function, also after the package of that name was imported, which Python would put
    in its place.
    """

    def __getattribute__(self, name: str) -> Any:
        if name == "extract":
            from pipeline.run import extract

            return extract
        if name == "PolicyRecord":
            from pipeline.record import PolicyRecord

            return PolicyRecord
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Face
