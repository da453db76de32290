"""The search of the site: an index in small files, of which a query fetches the few it needs.

Everything that decides what matches is here and in `overrides/assets/javascripts/search.js`, its other half: both fold
text in the same way, and the table of letters that are one to the search travels in the index itself.
"""

from generator.search.document import KINDS_TH, Document
from generator.search.folding import fold, tokens
from generator.search.pieces import pieces

__all__ = ["KINDS_TH", "Document", "fold", "pieces", "tokens"]
