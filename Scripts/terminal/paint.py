"""Paints the cells of a terminal's screen. Blocks, quadrants, sextants and braille are drawn as shapes, exact to the cell."""
import os

from PIL import Image, ImageDraw, ImageFont

FOREGROUND, BACKGROUND = "d8d8d8", "101216"
NAMED = {
    "black": "000000", "red": "cd0000", "green": "00cd00", "brown": "cdcd00", "blue": "0000ee", "magenta": "cd00cd",
    "cyan": "00cdcd", "white": "e5e5e5", "brightblack": "7f7f7f", "brightred": "ff0000", "brightgreen": "00ff00",
    "brightbrown": "ffff00", "brightyellow": "ffff00", "brightblue": "5c5cff", "brightmagenta": "ff00ff",
    "bfightmagenta": "ff00ff", "brightcyan": "00ffff", "brightwhite": "ffffff",
}
FACES = {"": "DejaVuSansMono.ttf", "b": "DejaVuSansMono-Bold.ttf", "i": "DejaVuSansMono-Oblique.ttf"}
FOLDERS = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF")
# Quadrants U+2596…U+259F: upper left 1, upper right 2, lower left 4, lower right 8.
QUADRANTS = (4, 8, 1, 13, 9, 7, 11, 2, 6, 14)
# The dots of U+2800 + bits: column and row of each bit.
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
WIDE_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/unifont/unifont.otf", "/usr/share/fonts/truetype/unifont/unifont.ttf",
)


def color(name, standard):
    text = standard if name == "default" else NAMED.get(name, name)
    return tuple(int(text[i:i + 2], 16) for i in (0, 2, 4))


def font(face, size):
    for folder in FOLDERS:
        for name in (FACES[face], FACES[""]):
            path = os.path.join(folder, name)
            if os.path.exists(path):
                return ImageFont.truetype(path, size)
    raise SystemExit("paint.py: no DejaVu Sans Mono here; install fonts-dejavu-core")


def blend(over, under, amount):
    return tuple(round(a * amount + b * (1 - amount)) for a, b in zip(over, under))


def shapes(code, w, h):
    """Rectangles (left, top, right, bottom) of a block character, or None if it is none."""
    def cut(columns, rows, mask):
        return [
            (w * (i % columns) // columns, h * (i // columns) // rows, w * (i % columns + 1) // columns,
             h * (i // columns + 1) // rows) for i in range(columns * rows) if mask >> i & 1
        ]

    if code == 0x2580:
        return [(0, 0, w, h // 2)]
    if 0x2581 <= code <= 0x2588:
        return [(0, h - round(h * (code - 0x2580) / 8), w, h)] if code != 0x2584 else [(0, h // 2, w, h)]
    if 0x2589 <= code <= 0x258F:
        return [(0, 0, round(w * (0x2590 - code) / 8), h)]
    if code == 0x2590:
        return [(w // 2, 0, w, h)]
    if code == 0x2594:
        return [(0, 0, w, round(h / 8))]
    if code == 0x2595:
        return [(w - round(w / 8), 0, w, h)]
    if 0x2596 <= code <= 0x259F:
        return cut(2, 2, QUADRANTS[code - 0x2596])
    if 0x1FB00 <= code <= 0x1FB3B:
        mask = code - 0x1FB00 + 1
        mask += mask >= 0x15
        mask += mask >= 0x2A
        return cut(2, 3, mask)
    return None


def picture(cells, scale=2):
    """The picture of rows of [text, foreground, background, attributes]."""
    w, h = 9 * scale, 18 * scale
    faces = {face: font(face, 15 * scale) for face in FACES}
    wide = next((ImageFont.truetype(path, 15 * scale) for path in WIDE_FONTS if os.path.exists(path)), None)
    image = Image.new("RGB", (w * len(cells[0]), h * len(cells)), color("default", BACKGROUND))
    draw = ImageDraw.Draw(image)
    glyphs = []
    for y, row in enumerate(cells):
        for x, (text, fg, bg, attributes) in enumerate(row):
            ink, ground = color(fg, FOREGROUND), color(bg, BACKGROUND)
            if "r" in attributes:
                ink, ground = ground, ink
            if "d" in attributes:
                ink = blend(ink, ground, 0.6)
            left, top = x * w, y * h
            if text == "":
                continue  # the left half painted it
            span = w * 2 if x + 1 < len(row) and row[x + 1][0] == "" else w
            draw.rectangle((left, top, left + span - 1, top + h - 1), fill=ground)
            glyphs.append((text, left, top, span, ink, ground, attributes))
    # Letters may reach a little over their cell: all grounds come first.
    for text, left, top, span, ink, ground, attributes in glyphs:
        if text.strip():
            glyph(draw, text, left, top, w, h, span, ink, ground, attributes, faces, wide)
        if "u" in attributes:
            draw.rectangle((left, top + h - 2 * scale, left + span - 1, top + h - scale - 1), fill=ink)
    return image


def glyph(draw, text, left, top, w, h, span, ink, ground, attributes, faces, wide):
    code = ord(text[0])
    if (boxes := shapes(code, w, h)) is not None:
        for a, b, c, d in boxes:
            if c > a and d > b:
                draw.rectangle((left + a, top + b, left + c - 1, top + d - 1), fill=ink)
    elif 0x2591 <= code <= 0x2593:
        draw.rectangle((left, top, left + w - 1, top + h - 1), fill=blend(ink, ground, (code - 0x2590) / 4))
    elif 0x2800 <= code <= 0x28FF:
        radius = max(1, w // 8)
        for bit, (column, line) in enumerate(DOTS):
            if code - 0x2800 >> bit & 1:
                x, y = left + w * (2 * column + 1) // 4, top + h * (2 * line + 1) // 8
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)
    elif span > w:
        if wide:
            draw.text((left, top), text, font=wide, fill=ink)
        else:
            draw.rectangle((left + w // 4, top + h // 6, left + span - w // 4, top + h - h // 6), outline=ink)
    else:
        face = faces["b" if "b" in attributes else "i" if "i" in attributes else ""]
        draw.text((left, top), text, font=face, fill=ink)
