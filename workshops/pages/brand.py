"""The event's brand color with a text color that can be read on it."""

MIN_CONTRAST = 4.5  # WCAG 2.2 AA for text
# Against any color one of these two has at least 4.58; a softer black would leave a gap.
LIGHT, DARK = "#ffffff", "#000000"


def stylesheet(color: str, text_color: str) -> str:
    """
    CSS that sets --brand and --on-brand; "" without a brand color.

    The organizer's text color is kept if it can be read on the brand color, else the better of
    white and black is taken.
    """
    if not color:
        return ""
    is_readable = text_color and contrast(color, text_color) >= MIN_CONTRAST
    on_brand = text_color if is_readable else max(LIGHT, DARK, key=lambda c: contrast(color, c))
    return f":root{{--brand:{color};--on-brand:{on_brand}}}"


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two "#rrggbb" colors, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """The relative luminance of "#rrggbb", from 0 to 1. https://www.w3.org/TR/WCAG22/"""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
