"""Filters and tags that templates need and Django does not have."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.caching import BoundedCache, CachedHtml
from portal.observability.registry import on_reset
from workshops.schedule import Card, moments

register = template.Library()

_cards: BoundedCache[CachedHtml] = BoundedCache()


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _cards.clear()


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word; "" for a name without letters."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:]))


@register.filter
def city(zone_name: str) -> str:
    """The place that a time zone is named after, as people write it: "New York"."""
    return zone_name.rpartition("/")[2].replace("_", " ")


@register.filter
def moment(when: datetime) -> str:
    """A time of the event's clock and its zone, with the date if that is not today."""
    return moments.written(timezone.localtime(when), timezone.localdate())


@register.simple_tag
def cached_card(card: Card, event_url: str, level: int) -> SafeString:
    """
    The HTML of workshops/cards/_card.html, `level` (3 or 4) being its heading's.

    It is rendered once for everybody who sees the card alike: a list of 500 has many readers, and
    most of its cards are the same for all of them and from one refresh to the next.
    """

    def render() -> CachedHtml:
        context = {"card": card, "event_url": event_url, "level": level}
        return CachedHtml(render_to_string("workshops/cards/_card.html", context))

    if settings.DEBUG:  # an edited template shows at once
        return render()
    # The last three only tell apart what looks different: links, language, times.
    path = reverse("workshop_list", args=[event_url])
    name = (card, event_url, level, path, get_language(), timezone.get_current_timezone_name())
    return _cards.get(name, render)


@register.simple_tag
def cached_include(template_name: str) -> SafeString:
    """The HTML of a template that shows the same to everybody on every page."""
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return render(template_name, get_language())


@lru_cache(64)
def _rendered(template_name: str, language: str) -> SafeString:
    return render_to_string(template_name)
