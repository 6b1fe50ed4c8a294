"""The chart of `make bench`, drawn by hand: what a request costs, on a logarithmic scale."""

from math import log10
from pathlib import Path

WIDTH, LINE, LEFT = 720, 28, 200
NAMES = {
    "nginx": "nginx micro-cache",
    "unchanged fifty": "unchanged poll",
    "constant": "bare Django view",
    "session": "view that reads the session",
    "changed fifty": "changed poll, 50 workshops",
    "changed big": "changed poll, 500 workshops",
    "page": "first page",
    "template": "template each time",
}


def draw(cost_of: dict[str, float], path: Path) -> None:
    """One bar for each kind of answer; microseconds of CPU a request."""
    most = log10(max(cost_of.values()))
    bars = [
        _bar(number, NAMES[name], cost_of[name], (WIDTH - LEFT - 90) * log10(cost_of[name]) / most)
        for number, name in enumerate(NAMES)
    ]
    height = LINE * (len(bars) + 1)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        ' font-family="sans-serif" font-size="13">'
    )
    title = '<text x="4" y="18" font-weight="bold">µs of CPU a request (logarithmic)</text>'
    path.write_text("\n".join([head, title, *bars, "</svg>\n"]))


def _bar(number: int, name: str, cost: float, width: float) -> str:
    y = LINE * (number + 1)
    fill = "#1d6f5c" if "poll" in name or "page" in name else "#9aa5b1"
    return (
        f'<text x="4" y="{y + 17}">{name}</text>'
        f'<rect x="{LEFT}" y="{y + 4}" width="{width:.0f}" height="18" rx="3" fill="{fill}"/>'
        f'<text x="{LEFT + width + 6:.0f}" y="{y + 17}">{cost:,.0f}</text>'
    )
