"""The local web app of reviewers: see what was found, why, correct it, and see what a corrected rule changes.

::

    app         the routes put together, behind their guards
      safety    who may ask what: token, cookie, Host, Origin, and what a browser may load
      visitors  who is at the screen
      call      one request, as the pages see it
      desk      what the pages work on:
        library   the records of the output folder
        texts     the documents behind them, and pictures of their pages
        reasons   why a record was found
        edits     a rule table changed by one line
        workshop  an edit tried, saved, taken back; documents read again
      routes/   one module for each part of the screen
"""

from __future__ import annotations

from pipeline.reviewapp.app import create_app
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.safety import Door
from pipeline.reviewapp.visitors import readable_name

__all__ = ["Desk", "Door", "create_app", "readable_name"]
