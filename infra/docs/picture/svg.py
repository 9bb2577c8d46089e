"""Draws what a terminal shows as an SVG that follows the reader's dark or light mode: tmux capture-pane -e -p | svg.py > picture.svg"""

import re
import sys
from html import escape
from unicodedata import east_asian_width

FONT, WIDTH, HEIGHT, MARGIN = 14, 8.43, 20, 16
CODES = re.compile(r"\x1b\[([0-9;]*)m|\x1b\[[0-9;?]*[A-Za-ln-z]")
# The colours of the reader's terminal are unknown: these are readable on either background.
STYLE = """
  rect { fill: #ffffff; stroke: #d1d9e0 } text { fill: #1f2328; white-space: pre }
  .c1 { fill: #cf222e } .c2 { fill: #1a7f37 } .c6 { fill: #0e7490 } .bold { font-weight: 600 } .dim { opacity: .62 }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 }
    .c1 { fill: #ff7b72 } .c2 { fill: #3fb950 } .c6 { fill: #56d4dd }
  }"""


def pieces(line: str, classes: set[str]):
    """The text of a line with the column and the style of each piece. A style goes on into the next line."""
    column, at = 0, 0
    for code in [*CODES.finditer(line), None]:
        text = line[at : code.start() if code else len(line)]
        if text:
            yield column, text, " ".join(sorted(classes))
            column += sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
        if code:
            at = code.end()
            restyle([int(number or 0) for number in (code[1] or "").split(";")], classes)


def restyle(codes: list[int], classes: set[str]) -> None:
    match codes:
        case [38, 5, color, *rest]:
            restyle([30 + color], classes)
            restyle(rest, classes) if rest else None
        case [code, *rest]:
            if code in (0, 39) or 30 <= code <= 37:
                classes -= {name for name in classes if code == 0 or name.startswith("c")}
            if 30 <= code <= 37:
                classes.add(f"c{code - 30}")
            classes |= {1: {"bold"}, 2: {"dim"}}.get(code, set())
            restyle(rest, classes) if rest else None


def main() -> None:
    lines = sys.stdin.read().rstrip().split("\n")
    classes: set[str] = set()
    rows, columns = [], 0
    for row, line in enumerate(lines):
        for column, text, style in pieces(line, classes):
            x, y = MARGIN + column * WIDTH, MARGIN + (row + 0.75) * HEIGHT
            look = f' class="{style}"' if style else ""
            rows.append(f'<text x="{x:.1f}" y="{y:.0f}"{look}>{escape(text)}</text>')
            columns = max(columns, column + len(text))
    width, height = columns * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" '
        f'font-size="{FONT}" font-family="ui-monospace,SFMono-Regular,Menlo,DejaVu Sans Mono,Consolas,monospace">'
    )
    print(f'<style>{STYLE}\n</style>\n<rect x=".5" y=".5" width="{width - 1:.0f}" height="{height - 1}" rx="8"/>')
    print("\n".join(rows) + "\n</svg>")


main()
