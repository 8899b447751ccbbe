"""Heatmaps as SVG by hand: numbers in the cells, one colour scale (cividis), a light and a dark form."""
from xml.sax.saxutils import escape

CIVIDIS = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#fee838"]
THEMES = {
    "light": {"card": "#ffffff", "rule": "#d0d7de", "text": "#1f2328", "quiet": "#59636e"},
    "dark": {"card": "#0d1117", "rule": "#3d444d", "text": "#f0f6fc", "quiet": "#9198a1"},
}


def channels(colour):
    return [int(colour[place:place + 2], 16) for place in (1, 3, 5)]


def colour(value):
    """The colour of a share 0…1."""
    place = min(max(value, 0), 1) * (len(CIVIDIS) - 1)
    low = min(int(place), len(CIVIDIS) - 2)
    pairs = zip(channels(CIVIDIS[low]), channels(CIVIDIS[low + 1]))
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in pairs)


def ink(background):
    """Black or white, whichever contrasts more (WCAG's relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in (channel / 255 for channel in channels(background))]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#ffffff"


class Drawing:
    def __init__(self, width, height, theme, title):
        self.width, self.height, self.theme, self.title = width, height, THEMES[theme], title
        self.parts = []

    def text(self, x, y, words, size=13, anchor="start", fill=None, weight="400"):
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
            f'fill="{self.theme[fill] if fill in self.theme else fill or self.theme["text"]}">{escape(words)}</text>')

    def heading(self, x, y, title, words):
        self.parts.append(
            f'<text x="{x}" y="{y}" font-size="17" font-weight="700" fill="{self.theme["text"]}">{escape(title)}'
            f'<tspan dx="12" font-size="13" font-weight="400" fill="{self.theme["quiet"]}">{escape(words)}</tspan></text>')

    def cell(self, x, y, width, height, values):
        """One cell: the mean of `values` large, their smallest and largest below it when they differ."""
        middle = sum(values) / len(values)
        background = colour(middle)
        self.parts.append(f'<rect x="{x:g}" y="{y:g}" width="{width - 2}" height="{height - 2}" rx="3" fill="{background}"/>')
        centre, front = x + width / 2 - 1, ink(background)
        self.text(centre, y + height / 2 - 1, f"{100 * middle:.1f}", 15, "middle", front, "600")
        self.text(centre, y + height / 2 + 14, f"{100 * min(values):.1f}–{100 * max(values):.1f}", 10.5, "middle", front)

    def small_cell(self, x, y, width, height, value):
        """One value in one line."""
        background = colour(value)
        self.parts.append(f'<rect x="{x:g}" y="{y:g}" width="{width - 1}" height="{height - 1}" rx="2" fill="{background}"/>')
        self.text(x + width / 2, y + height / 2 + 4, f"{100 * value:.0f}", 11, "middle", ink(background))

    def scale(self, x, y, width, words):
        stops = "".join(f'<stop offset="{index / (len(CIVIDIS) - 1):g}" stop-color="{stop}"/>' for index, stop in enumerate(CIVIDIS))
        self.parts.append(f'<defs><linearGradient id="scale">{stops}</linearGradient></defs>'
                          f'<rect x="{x}" y="{y}" width="{width}" height="12" rx="2" fill="url(#scale)"/>')
        for share in (0, 0.25, 0.5, 0.75, 1):
            self.text(x + width * share, y + 27, f"{100 * share:.0f}", 11, "middle", "quiet")
        self.text(x + width + 18, y + 11, words, 12, fill="quiet")

    def markup(self):
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" role="img" '
            'font-family="ui-sans-serif, system-ui, \'Segoe UI\', \'DejaVu Sans\', sans-serif">',
            f"<title>{escape(self.title)}</title>",
            f'<rect x="0.5" y="0.5" width="{self.width - 1}" height="{self.height - 1}" rx="8" '
            f'fill="{self.theme["card"]}" stroke="{self.theme["rule"]}"/>',
            *self.parts, "</svg>", ""])
