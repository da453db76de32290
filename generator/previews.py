"""The first page of a PDF as a picture, so that an assessor sees what opens before opening it."""

import io

from generator.images import Variant, webp

WIDTH = 480
HIGHEST = 1440
"""A page that is longer than this at full width is drawn narrower: a strip a kilometre long is no page."""


class PreviewError(ValueError):
    """The page can't be drawn."""


def preview(content: bytes) -> Variant:
    """Return the first page of a PDF as WebP, 480 pixels wide, on white; raises PreviewError.

    The same bytes give the same picture, and it holds no metadata. Not bounded: run it as `isolation` does.
    """
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - once loaded it can't be forked

    try:
        with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
            document.init_forms()  # what is filled into a form is drawn too
            page = document[0]
            # A breath below, because PDFium rounds what is left of a pixel up.
            scale = min(WIDTH / page.get_width(), HIGHEST / page.get_height()) * (1 - 1e-6)
            drawn = page.render(scale=scale, fill_color=(255, 255, 255, 255), rev_byteorder=True).to_pil()
            return webp(drawn.convert("RGB"), drawn.width)
    except (pypdfium2.PdfiumError, ValueError, ArithmeticError):
        raise PreviewError from None
