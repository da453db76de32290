"""Pictures as they are published: turned upright, in sRGB, without a single tag of metadata.

A photo carries the place it was taken and the owner of the camera, so an original is never published: what goes out
is always drawn again from the pixels.
"""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 40_000_000
WIDTHS = (480, 960, 1600)
_FORMATS = ("JPEG", "PNG")
# An explicit bound: Pillow's own is a warning that a bomb may slip under.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class PictureError(ValueError):
    """A file that is no picture we can publish; `code` is the rule that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Variant:
    """One width of a picture, as WebP bytes."""

    width: int
    height: int
    content: bytes


def decode(content: bytes) -> None:
    """Read the picture to its end and keep nothing of it; raises PictureError."""
    with _opened(content) as image:
        try:
            image.load()
        except (OSError, ValueError, SyntaxError, TypeError, IndexError):
            raise PictureError("broken-picture") from None


def redrawn(content: bytes) -> bytes:
    """Return the picture in its own format and size, drawn again without metadata; raises PictureError."""
    upright, kind = _upright(content)
    out = io.BytesIO()
    if kind == "PNG":
        upright.save(out, "PNG", optimize=True)
    else:
        upright.convert("RGB").save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return out.getvalue()


def variants(content: bytes, widths: Sequence[int] = WIDTHS) -> list[Variant]:
    """Return the picture as WebP in these widths, never larger than it is; raises PictureError."""
    upright, _ = _upright(content)
    return [webp(upright, width) for width in sorted({min(width, upright.width) for width in widths})]


def icons(content: bytes, sizes: Sequence[int]) -> list[bytes]:
    """Return the picture as square PNGs of these sizes, whole, with what it lacks left clear; raises PictureError."""
    upright, _ = _upright(content)
    return [icon(upright, size) for size in sizes]


def icon(image: Image.Image, size: int) -> bytes:
    """Return a decoded picture as a square PNG without metadata."""
    fitted = ImageOps.contain(image.convert("RGBA"), (size, size), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size))
    square.paste(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2))
    out = io.BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()


def webp(image: Image.Image, width: int) -> Variant:
    """Return a decoded picture as WebP of this width, without metadata."""
    height = max(1, round(image.height * width / image.width))
    sized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    sized.save(out, "WEBP", quality=80, method=4)
    return Variant(width, height, out.getvalue())


def _opened(content: bytes) -> Image.Image:
    """Open the header only. The list of formats keeps Pillow from starting other programs for a disguised file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("picture-too-large") from None
    except (OSError, ValueError, SyntaxError, Warning):
        raise PictureError("broken-picture") from None
    if image.width * image.height > MAX_PIXELS:
        raise PictureError("picture-too-large")
    return image


def _upright(content: bytes) -> tuple[Image.Image, str]:
    """Return the decoded picture with its orientation applied and its colours in sRGB, and the format's name."""
    with _opened(content) as image:
        kind = image.format or "PNG"
        try:
            image.load()
            upright = ImageOps.exif_transpose(image)
            colours = _in_srgb(upright)
        except (OSError, ValueError, SyntaxError, TypeError, IndexError, ImageCms.PyCMSError):
            raise PictureError("broken-picture") from None
    plain = Image.new(colours.mode, colours.size)
    plain.paste(colours)
    return plain, kind


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=target
        )
        if converted is not None:
            return converted
    return image.convert("RGBA" if has_alpha else "RGB")
