"""Matrix products through numpy's own BLAS, on one core.

spaCy's default on the CPU is the blis build that comes with it, which on recent x86 cores reaches a quarter of the
speed of the OpenBLAS inside numpy. Models made while these ops are current keep them.
"""

from __future__ import annotations

from thinc.api import NumpyOps, set_current_ops


def use_fast_ops() -> None:
    """Make numpy's products the current ones."""
    set_current_ops(NumpyOps(use_blis=False))
