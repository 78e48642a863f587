"""Photos are kept as pictures, upright, without where they were taken."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from transom.inspections import photos
from transom.kernel.refusals import Refused

ORIENTATION, GPS = 0x0112, 0x8825


def picture(size: tuple[int, int] = (40, 20), *, turned: bool = False) -> io.BytesIO:
    image = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (41.0, 45.0, 12.0)}
    if turned:
        exif[ORIENTATION] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def read(kept: photos.Picture) -> Image.Image:
    return Image.open(io.BytesIO(kept.content))


def test_the_place_a_photo_was_taken_at_is_not_kept() -> None:
    kept = read(photos.clean(picture(), "gate.jpg", 100))
    assert dict(kept.getexif()) == {}


def test_a_photo_held_sideways_stands_upright() -> None:
    assert read(photos.clean(picture((40, 20), turned=True), "gate.jpg", 100)).size == (20, 40)


def test_a_large_photo_is_made_smaller_in_proportion() -> None:
    assert read(photos.clean(picture((4800, 2400)), "gate.jpg", 100)).size == (2400, 1200)


def test_a_file_that_is_no_picture_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"“plan\.pdf” is not a photo we can read"):
        photos.clean(io.BytesIO(b"%PDF-1.7"), "plan.pdf", 8)


def test_a_photo_that_ends_in_the_middle_is_refused() -> None:
    whole = picture((400, 400)).getvalue()
    with pytest.raises(Refused, match="not a photo"):
        photos.clean(io.BytesIO(whole[: len(whole) // 3]), "cut.jpg", 100)


def test_a_photo_over_twenty_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match="larger than 20 MB"):
        photos.clean(io.BytesIO(b""), "huge.jpg", photos.MAX_BYTES + 1)
