"""Prints Tests/DatasetsTests/PictureFixtures.swift: small pictures of every kind, as base64, made by other hands.

Made with Pillow 13.0.0 and numpy 2.4.6 (`pip install pillow==13.0.0 numpy==2.4.6`).
"""
import base64, io, textwrap
import numpy
from PIL import Image

rows, columns = numpy.mgrid[0:4, 0:6]
ramp = (rows * 40 + columns * 9).astype(numpy.uint8)
colour = numpy.stack([ramp, 255 - ramp, numpy.full_like(ramp, 77)], -1)


def file(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return base64.b64encode(out.getvalue()).decode()


palette = Image.new("P", (2, 1))
palette.putpalette([10, 20, 30, 40, 50, 60])
palette.putdata([1, 0])
alpha = numpy.dstack([colour, numpy.full_like(ramp, 128)])
gradient = numpy.mgrid[0:16, 0:16][1].astype(numpy.uint8) * 16

fixtures = {
    "grey8": file(Image.fromarray(ramp), format="png"),
    "grey16": file(Image.fromarray(ramp.astype(numpy.uint16) * 257), format="png"),
    "grey1": file(Image.fromarray((ramp % 2).astype(bool)), format="png"),
    "rgb": file(Image.fromarray(colour), format="png"),
    "rgba": file(Image.fromarray(alpha), format="png"),
    "palette": file(palette, format="png"),
    "paletteTransparent": file(palette, format="png", transparency=0),
    "jpegGrey": file(Image.fromarray(gradient), format="jpeg", quality=100),
    "jpegColour": file(Image.new("RGB", (16, 8), (200, 100, 50)), format="jpeg", quality=95),
    "jpegProgressive": file(Image.fromarray(gradient), format="jpeg", quality=100, progressive=True),
    "jpegFourInks": file(Image.new("CMYK", (8, 8)), format="jpeg"),
}

print("/// Pictures made by Scripts/reference/pictures.py.\nenum Pictures {")
for name, text in fixtures.items():
    lines = "\\\n".join("    " + line for line in textwrap.wrap(text, 96))
    print(f'  static let {name} = """\n{lines}\n    """')
print("}")
