"""The chart of publications per year as a node, and how a web page shows it: as inline SVG.

Everything that has a colour has a class, so that ``folio.css`` sets it for light and dark.
Across, the chart is measured in parts of its width, and down in pixels; so text keeps its
size at any width. What a phone has no room for is hidden by ``folio.css``.
"""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from .year_chart import Bar, year_label

#: Height of the highest bar; ``folio.css`` adds room for the years below.
HEIGHT = 150


class chart_diagram(nodes.General, nodes.Element):
    """A bar chart, for web pages.

    Attributes: ``chart`` (a `year_chart.Chart`), ``label`` (its name), and ``numbers`` (the
    number of each bar, and of each line, in words).
    """


def visit_chart_html(self: HTML5Translator, node: chart_diagram) -> None:
    """Write the lines across, then the bars with what stands above and below them."""
    chart, words = node['chart'], node['numbers']
    self.body.append(
        f'<svg class="folio-chart-picture" width="100%" height="{HEIGHT}" role="img" '
        f'aria-label="{self.attval(node["label"])}">\n'
    )
    for number, height in chart.lines:
        y = _down(height)
        self.body.append(
            f'<line x1="0" x2="100%" y1="{y}" y2="{y}"/>'
            f'<text class="folio-chart-number" x="0" y="{y}" dx="-8" dy="4">'
            f'{self.encode(words[number])}</text>\n'
        )
    for bar in chart.bars:
        self.body += _bar(bar, year_label(bar.year, chart.span), words[bar.number])
    self.body.append('</svg>\n')
    raise nodes.SkipNode


def _down(height: float) -> float:
    """Return how far below the top a height is."""
    return round(HEIGHT * (1 - height), 1)


def _bar(bar: Bar, year: str, number: str) -> list[str]:
    parts = []
    y = _down(bar.height)
    if bar.number:
        parts.append(
            f'<rect x="{bar.left}%" y="{y}" width="{bar.width}%" height="{round(HEIGHT - y, 1)}">'
            f'<title>{year}: {number}</title></rect>\n'
        )
    if bar.number and bar.numbered:
        look = f'folio-chart-count folio-chart-{bar.numbered}'
        parts.append(f'<text class="{look}" x="{bar.middle}%" y="{y}" dy="-5">{number}</text>\n')
    if bar.marked:
        look = f'folio-chart-year folio-chart-{bar.marked}'
        text = f'<text class="{look}" x="{bar.middle}%" y="{HEIGHT}" dy="18">{bar.year}</text>\n'
        parts.append(text)
    return parts
