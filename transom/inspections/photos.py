"""Photos from the site: read as pictures, turned upright, and kept without where and when they were taken."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from transom.kernel.refusals import Reason, Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
LONGEST_SIDE = 2400


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture safe to keep: JPEG bytes without metadata, and the name it came with."""

    content: bytes
    filename: str


def clean(upload: IO[bytes], filename: str, size: int) -> Picture:
    """Re-encode an uploaded photo as JPEG, upright, at most 2,400 pixels a side, without location or device.

    Refused with a sentence where the file is too large or no picture.
    """
    if size > MAX_BYTES:
        raise Refused(Reason(f"“{filename}” is larger than 20 MB.", field="photos"))
    try:
        with Image.open(upload) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused(Reason(f"“{filename}” has too many pixels.", field="photos"))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError):
        raise Refused(Reason(f"“{filename}” is not a photo we can read (JPEG or PNG).", field="photos")) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return Picture(out.getvalue(), filename)
