"""Draws what a terminal shows as an SVG that follows the reader's dark or light mode: tmux capture-pane -e -p | svg.py > picture.svg"""

import re
import sys
from html import escape

FONT, WIDTH, HEIGHT, MARGIN = 14, 8.43, 20, 16
CLASSES = {"1": "bold", "2": "dim", "31": "c1", "32": "c2", "36": "c6"}
# The colours of the reader's terminal are unknown: these are readable on either background.
STYLE = """
  rect { fill: #ffffff; stroke: #d1d9e0 } text { fill: #1f2328; white-space: pre }
  .c1 { fill: #cf222e } .c2 { fill: #1a7f37 } .c6 { fill: #0e7490 } .bold { font-weight: 600 } .dim { opacity: .62 }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 }
    .c1 { fill: #ff7b72 } .c2 { fill: #3fb950 } .c6 { fill: #56d4dd }
  }"""

lines = re.sub(r"38;5;([0-7])(?!\d)", r"3\1", sys.stdin.read().rstrip()).split("\n")
style: dict[str, str] = {}  # by the first digit of its code, which a later colour shares; it goes on into the next line
rows, columns = [], 0
for row, line in enumerate(lines):
    column = 0
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([\d;]*)m", line):
        if text:
            x, y = MARGIN + column * WIDTH, MARGIN + (row + 0.75) * HEIGHT
            look = " ".join(sorted(CLASSES[code] for code in style.values() if code in CLASSES))
            rows.append(f'<text x="{x:.1f}" y="{y:.0f}"' + (f' class="{look}"' if look else "") + f">{escape(text)}</text>")
            column += len(text)
            columns = max(columns, column)
        else:
            for code in codes.split(";"):
                style = {**style, code[0]: code} if code.strip("0") else {}
width, height = columns * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
print(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" '
    f'font-size="{FONT}" font-family="ui-monospace,SFMono-Regular,Menlo,DejaVu Sans Mono,Consolas,monospace">'
)
print(f'<style>{STYLE}\n</style>\n<rect x=".5" y=".5" width="{width - 1:.0f}" height="{height - 1}" rx="8"/>')
print("\n".join(rows) + "\n</svg>")
