"""Words of the content as GitHub's Markdown, for comments and issues.

GitHub reads more into a text than Markdown does: `@name` notifies a person and `#1` writes into another issue, even
where a backslash or an entity stands before. So every sign that means something becomes an entity, and what means
something to GitHub even then is parted from what follows by a word joiner, which nobody sees.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.personal import veiled
from generator.text import visible

LIMIT = 60_000
"""GitHub takes 65,536 characters; the rest is room for what the workflow adds."""
MOST_ROWS = 50
_LONGEST = 300
_JOINER = "\u2060"
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>#&|~:@$]")
_REFERS = re.compile(r"(&#(?:64|35);)(?=\w)|\b(gh|www)(?=[-.])", re.IGNORECASE)
CUT = "ข้อความยาวเกินกว่าที่ GitHub รับได้ จึงแสดงเพียงส่วนต้น ดูทั้งหมดด้วยคำสั่ง prongsai ในเครื่อง"


def words(text: str) -> str:
    """Return `text` as one line that says itself, whatever it holds: no mark-up, no link, no mention."""
    shown = visible(veiled(" ".join(text.split())), _LONGEST)
    safe = _MEANS_SOMETHING.sub(lambda sign: f"&#{ord(sign[0])};", shown)
    return _REFERS.sub(rf"\g<0>{_JOINER}", safe)


def code(text: str) -> str:
    """Return `text` as a name of something: a path, an address, a rule."""
    return f"<code>{words(text)}</code>"


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Yield a table line by line; its cells are made safe already. `numbers` are the columns that stand to the right.

    Of a long table only the first rows are shown, and how many are not.
    """
    yield _row(head)
    yield _row(["---:" if column in numbers else "---" for column in range(len(head))])
    yield from map(_row, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        yield ""
        yield f"และอีก {len(rows) - MOST_ROWS} รายการ"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def fitted(lines: Iterable[str], limit: int = LIMIT) -> str:
    """Return the lines as a text of at most `limit` characters: whole lines, and where it was cut, that it was."""
    kept: list[str] = []
    room = limit - len(CUT) - 2
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            kept += ["", CUT]
            break
        kept.append(line)
    return "".join(f"{line}\n" for line in kept)
