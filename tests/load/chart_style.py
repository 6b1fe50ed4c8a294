"""The head of the chart: title, description, and colors for light and dark."""

HEAD = """<title>The portal under load</title>
<desc>Waits of polls and joins, CPU of a request, and what does not grow, beside the goals.</desc>
<style>
  svg {
    --card: #fff; --edge: #d9dee4; --grid: #e4e7eb; --ink: #1f2933; --muted: #52606d;
    --ours: #1d6f5c; --other: #9aa5b1; --missed: #b3261e;
    font: 15px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    svg {
      --card: #161b22; --edge: #30363d; --grid: #2b333d; --ink: #e6edf3; --muted: #9aa7b4;
      --ours: #4cc2a5; --other: #6e7a87; --missed: #ff8a80;
    }
  }
  .card { fill: var(--card); stroke: var(--edge); }
  text { fill: var(--ink); stroke: var(--card); stroke-width: 4px; paint-order: stroke; }
  .title { font-size: 22px; font-weight: 700; }
  .heading { font-size: 16px; font-weight: 700; }
  .muted { fill: var(--muted); font-size: 13px; }
  .figure { font-variant-numeric: tabular-nums; }
  .met { fill: var(--ours); }
  .missed { fill: var(--missed); }
  line { stroke-width: 1; }
  .grid { stroke: var(--grid); }
  .goal { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 4 3; }
  .ours { fill: var(--ours); stroke: var(--ours); }
  .other { fill: var(--other); stroke: var(--other); }
  .span { stroke-width: 6; opacity: 0.4; }
  .end { stroke-width: 3; }
  .curve { fill: none; stroke: var(--ours); stroke-width: 3; }
</style>"""
