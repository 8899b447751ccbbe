"""Replaces what stands between <!-- begin NAME --> and <!-- end NAME --> in a page; the prose around it stays."""
import re
import sys


def replace(path, blocks):
    text = path.read_text()
    for name, block in blocks.items():
        pattern = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.S)
        text, count = pattern.subn(lambda found: found[1] + "\n" + block.strip() + "\n\n" + found[2], text)
        if count != 1:
            sys.exit(f"{path}: found {count} blocks named {name}, expected 1")
    path.write_text(text)


def table(head, rows, right_from=1):
    """A Markdown table; columns from `right_from` on are set to the right."""
    line = lambda cells: "| " + " | ".join(str(cell) for cell in cells) + " |"
    rule = ["---" if index < right_from else "--:" for index in range(len(head))]
    return "\n".join([line(head), line(rule), *map(line, rows)])
