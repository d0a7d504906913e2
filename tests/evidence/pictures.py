"""Photos for tests: drawn from a number, so that two numbers give two pictures and one number the same."""

import io
import random

from PIL import Image, ImageDraw, ImageEnhance


def scene(number: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A room with things in it: light from one side, boxes of many shades."""
    chance = random.Random(number)
    picture = Image.linear_gradient("L").resize(size).rotate(chance.randrange(0, 360, 90)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        wide, high = chance.randrange(40, 260), chance.randrange(40, 200)
        draw.rectangle([x, y, x + wide, y + high], fill=tuple(chance.randrange(256) for _ in range(3)))
    return picture


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def sent_on(picture: Image.Image) -> Image.Image:
    """As a chat application hands it on: smaller, packed hard, a little lighter."""
    small = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3))
    return Image.open(io.BytesIO(jpeg(ImageEnhance.Brightness(small).enhance(1.1), quality=45)))
