"""Records and verdicts as a REFI-QDA project (``.qdpx``): for ATLAS.ti, MAXQDA, NVivo, QualCoder and others.

The standard is REFI-QDA 1.5 of the Rotterdam Exchange Format Initiative (www.qdasoftware.org): a zip with
``project.qde`` (XML) and the texts in ``sources/``. Positions count Unicode code points from 0, the end not included.
"""

from pipeline.review.qda.archive import QdaFile, export_qda

__all__ = ["QdaFile", "export_qda"]
