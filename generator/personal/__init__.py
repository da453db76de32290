"""Personal data as people really type it: national ID numbers, private mobile numbers and mail, bank accounts.

Whoever asks gets masks and places, never the number or the address itself, so that nothing built upon this can print
or store one by mistake. A text is first tried by one cheap pattern, because nearly all texts hold nothing.
"""

from generator.personal.mail import mails
from generator.personal.numbers import numbers
from generator.personal.sighting import FINDINGS, Sighting
from generator.personal.spelling import may_hold, read_plainly

__all__ = ["FINDINGS", "Sighting", "sightings", "veiled"]


def sightings(text: str) -> list[Sighting]:
    """Return the personal data in a text, in order; what it takes grows with the length of the text and no faster."""
    if not may_hold(text):
        return []
    plain = read_plainly(text)
    return sorted(plain.placed(found) for found in (*numbers(plain.text), *mails(plain.text)))


def veiled(text: str) -> str:
    """Return the text with the mask of every piece of personal data in its place, fit for a message or a cache."""
    shown, since = [], 0
    for found in sightings(text):
        if found.start >= since:
            shown += [text[since : found.start], found.masked]
            since = found.end
    return "".join([*shown, text[since:]]) if shown else text
