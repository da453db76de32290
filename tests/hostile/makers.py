"""Inputs that a case only names: too big to read, or no text at all. Each is made when a case asks for it."""

import io
import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image
from test_cases import WHOLE
from test_inspection import GOOD, HARMLESS, OFFICE, OTHERS, SPOILT, objects, picture
from test_personal import FILES as WITH_AN_ID
from test_personal import ID, OFFICIAL, OTHER, THAI

Make = Callable[[], bytes]

NEWS = "title: ข่าว\ndate: 2564-01-15\nsummary: สรุป\n"
HONOR = "title: ก\ndate: 2564-01-15\nsummary: ก\nlevel: office\nrecipients: [{name: ก}]\n"
PAGE_OF_THE_WEB = "<!DOCTYPE html><html><title>404</title><p>ไม่พบหน้า</p>"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
ZERO = "\u200b"


# ── YAML ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def nine_levels_of_aliases() -> str:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(rows) + f"\n{NEWS}"


def by_indentation(levels: int) -> str:
    return NEWS + "tags:\n" + "".join(f"{'  ' * level}-\n" for level in range(1, levels))


def rows_of_evidence(count: int) -> str:
    rows = "".join(f"- {{title: แถว {row}, url: https://www.go.th/{row}, covers: [1]}}\n" for row in range(count))
    return f"item: O10\nstatus: published\nevidence:\n{rows}"


TEXTS: Mapping[str, Callable[[], str]] = {
    "nine levels of aliases": nine_levels_of_aliases,
    "nine hundred brackets": lambda: f"{NEWS}tags: {'[' * 900}{']' * 900}\n",
    "five hundred maps": lambda: f"{NEWS}cover: {'{a: ' * 500}b{'}' * 500}\n",
    "thirty lists by indentation": lambda: by_indentation(30),
    "twelve hundred closed brackets": lambda: f"title: {'[' * 1200}{']' * 1200}\ndate: 2564-01-15\nsummary: ก\n",
    "twenty thousand brackets": lambda: "[" * 20_000,
    "twenty thousand braces": lambda: f"{NEWS}cover: {'{' * 20_000}",
    "a hundred thousand dashes": lambda: f"{NEWS}tags:\n {'- ' * 100_000}ก\n",
    "fifty megabytes": lambda: NEWS + "# " + "x" * 50_000_000,
    "a million keys": lambda: "".join(f"k{number}: ก\n" for number in range(1_000_000)),
    "five thousand digits": lambda: f"{HONOR}prize_baht: {'9' * 5_000}\n",
    "five thousand hexadecimal digits": lambda: f"{HONOR}prize_baht: 0x{'f' * 5_000}\n",
    "a year of five thousand digits": lambda: f"name: สพป.ทดสอบ\nbody_type: esao\ncurrent_year: {'2' * 5_000}\n",
    "two byte order marks": lambda: f"\ufeff\ufeff{NEWS}",
    "a megabyte of zero bytes": lambda: "\0" * 999_999,
    "a title of a hundred thousand letters": lambda: NEWS.replace("ข่าว", "ก" * 100_000),
    "a body of half a megabyte": lambda: f"{NEWS}body: {'x' * 500_000}\n",
    "a field name of half a megabyte": lambda: f"{NEWS}? {'x' * 500_000}\n: ก\n",
    "twenty thousand tags": lambda: NEWS + "tags: [" + "ก," * 20_000 + "]\n",
    "five thousand unknown fields": lambda: NEWS + "".join(f"k{number}: ก\n" for number in range(5_000)),
    "fifty marks on a letter": lambda: f"{NEWS}tags: [ก{chr(0xE34) + chr(0xE48)}{chr(0x301) * 50}]\n",
    "a summary of two thousand Thai letters": lambda: NEWS.replace("สรุป", "ก" * 2_000),
    "a Thai word of three hundred letters": lambda: "กา" * 150,
    "two thousand rows of evidence": lambda: rows_of_evidence(2_000),
    "two thousand schools": lambda: (
        "schools:\n" + "".join(f"- {{id: s{n}, name: โรงเรียน {n}}}\n" for n in range(2_000))
    ),
    "a name of 201 bytes": lambda: f"files/{'ก' * 65}aa.txt",
    "an entry of 150 letters": lambda: f"news/2564/{'a' * 150}.yaml",
    "a path of 300 bytes": lambda: f"files/{'ก' * 100}.pdf",
    "a path of a hundred folders": lambda: f"files/{'a/' * 100}a.pdf",
    "id": lambda: ID,
    "another id": lambda: OTHER,
    "id with dashes": lambda: OFFICIAL,
    "id with spaces": lambda: OFFICIAL.replace("-", " "),
    "id in Thai digits": lambda: OFFICIAL.translate(THAI),
    "id with nothing between": lambda: ZERO.join(ID),
    "id with a wrong check digit": lambda: ID[:-1] + str((int(ID[-1]) + 1) % 10),
}
"""Texts that a case names between `<` and `>`, alone or among others."""


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def head(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


def png(mode: str, size: tuple[int, int], **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "PNG", **options)
    return out.getvalue()


def saved(kind: str, mode: str = "RGB", *, also: int = 0, size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a picture of this kind; `also` is how many more pictures follow in a film."""
    out = io.BytesIO()
    frames = [Image.new(mode, size, number % 250) for number in range(also)] if also else []
    options = {"save_all": True, "append_images": frames} if also else {}
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def swollen(kind: bytes, before: bytes) -> bytes:
    """Return a small picture with a chunk that unpacks to 100 MB."""
    packer = zlib.compressobj(9)
    million = bytes(1_000_000)
    packed = b"".join(packer.compress(million) for _ in range(100)) + packer.flush()
    whole = WHOLE["<png>"]
    after_head = 33
    return whole[:after_head] + chunk(kind, before + packed) + whole[after_head:]


def with_wrong_sum() -> bytes:
    whole = bytearray(picture(kind="PNG"))
    whole[60] ^= 0xFF
    return bytes(whole)


def sizeless(length: int, begin: bytes) -> bytes:
    return begin.ljust(length, b"\0")


BYTES: Mapping[str, Make] = {
    **{name: make for name, (_, make) in SPOILT.items()},
    **{name: make for name, (_, _, make) in OFFICE.items()},
    **{name: make for name, (_, _, make) in OTHERS.items()},
    **GOOD,
    **HARMLESS,
    "half a Thai letter": lambda: NEWS.encode()[:-3] + b"\xe0\xb8",
    "nothing": lambda: b"",
    "a text": lambda: b"alert(1)",
    "a web page": PAGE_OF_THE_WEB.encode,
    "a drawing with a script": DRAWING.encode,
    "a pointer to a large file": POINTER.encode,
    "a program": lambda: b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(500),
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(touch owned) system\n",
    "a file of twenty-one megabytes": lambda: sizeless(21_000_000, b"%PDF-1.7\n"),
    "a file of two hundred megabytes": lambda: sizeless(200_000_000, b"ID3"),
    "a PDF after another answer": lambda: b"HTTP/1.1 200 OK\r\n\r\n" + GOOD["pdf"](),
    "pages that are their own parents": lambda: objects(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"
    ),
    "a PDF with an id": WITH_AN_ID["the third page of a PDF"][1],
    "a table with an id": WITH_AN_ID["a table"][1],
    "a text with an id in pieces": WITH_AN_ID["a paragraph in pieces"][1],
    "a sheet with an id": WITH_AN_ID["a number in a cell"][1],
    "a photo that names an id": WITH_AN_ID["a photo"][1],
    "a picture of 8000 by 8000": lambda: png("1", (8_000, 8_000)),
    "a photo of 7000 by 7000": lambda: saved("JPEG", "L", size=(7_000, 7_000)),
    "a picture of 19000 by 19000": lambda: png("1", (19_000, 19_000)),
    "only the head of a picture of 65000 by 65000": lambda: head(65_000, 65_000) + chunk(b"IDAT", zlib.compress(b"\0")),
    "only the head of a picture of two thousand million by two thousand million": lambda: head(2**31 - 1, 2**31 - 1),
    "a picture with a text that unpacks to 100 MB": lambda: swollen(b"zTXt", b"Comment\0\0"),
    "a picture with a profile that unpacks to 100 MB": lambda: swollen(b"iCCP", b"icc\0\0"),
    "a picture with an international text that unpacks to 100 MB": lambda: swollen(b"iTXt", b"Comment\0\1\0\0\0"),
    "a picture with a wrong sum": with_wrong_sum,
    "a photo without its end": lambda: picture()[:-40],
    "twenty bytes of a photo": lambda: picture()[:20],
    "a photo of an iPhone": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
    "tiff": lambda: saved("TIFF"),
    "webp": lambda: saved("WEBP"),
    "gif": lambda: saved("GIF", "L"),
    "a moving gif": lambda: saved("GIF", "L", also=20),
    "a film of four hundred pictures": lambda: saved("PNG", "L", also=400, size=(4, 4)),
    "a photo for the printing press": lambda: saved("JPEG", "CMYK"),
    "a picture of 16 bits": lambda: png("I;16", (60, 40)),
    "a palette with a clear colour": lambda: png("P", (60, 40), transparency=0),
    "grey with alpha": lambda: png("LA", (60, 40)),
    "a photo that is an archive too": lambda: picture() + GOOD["xlsx"](),
    "a photo that is a web page too": lambda: picture() + PAGE_OF_THE_WEB.encode(),
    "a picture that is a web page too": lambda: picture(kind="PNG") + PAGE_OF_THE_WEB.encode(),
    "a picture of 60000 by 1": lambda: png("L", (60_000, 1)),
    "a picture of 1 by 1": lambda: png("L", (1, 1)),
}
"""Files that a case names with `made`, or between `<` and `>` as the whole of a file."""


def constant(content: bytes) -> Make:
    return lambda: content


def encoded(make: Callable[[], str]) -> Make:
    return lambda: make().encode()


MADE: Mapping[str, Make] = {
    **BYTES,
    **{name: encoded(make) for name, make in TEXTS.items()},
    **{name.strip("<>"): constant(content) for name, content in WHOLE.items()},
}
