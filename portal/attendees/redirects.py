"""Redirects to the sign-in page and back to the page before, never to another site or event."""

from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from portal.attendees.decorators import PortalRequest, is_public

MAX_PATH_LENGTH = 1000  # characters; a list with every filter set stays below


class HttpResponseSeeOther(HttpResponseRedirect):
    """A redirect that the browser follows with a GET, whatever the method of this request."""

    status_code = 303


def redirect_to_sign_in(request: PortalRequest, event: str) -> HttpResponse:
    """
    Redirect to the sign-in page, which leads back to the page of this request.

    What was pressed is not done after the sign-in: it leads to the page above the address that was
    posted to, as that of a workshop is above its join. Whoever was signed in is told that they no
    longer are.

    htmx is sent there as a page, not as a fragment. A script that asked for JSON is given the
    address ({"sign_in": url}, status 401), because it could not show the page it would get.
    """
    back = _page_above(request, event) or safe_next(event, _current_page(request))
    # Whoever is signed in to another event has a session that is not empty.
    is_over = bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME)) and not request.session.keys()
    query = urlencode(({"next": back} if back else {}) | ({"over": "1"} if is_over else {}))
    url = reverse("sign_in", args=[event]) + (f"?{query}" if query else "")
    if request.htmx:
        return HttpResponseClientRedirect(url)
    if _is_script(request):
        return JsonResponse({"sign_in": url}, status=401)
    return HttpResponseSeeOther(url)


def next_url(request: PortalRequest, event: str) -> str:
    """Where a signed-in attendee goes from here: the `next` of the request, else the list."""
    return requested_next(request, event) or reverse("workshop_list", args=[event])


def requested_next(request: PortalRequest, event: str) -> str:
    """The `next` of the form or the query; "" if there is none or it is not safe."""
    return safe_next(event, request.POST.get("next") or request.GET.get("next") or "")


def safe_next(event: str, path: str) -> str:
    """`path` if it names a private page of this event on this site, else ""."""
    is_local = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    is_safe = is_local and len(path) <= MAX_PATH_LENGTH and _is_private_page_of(event, path)
    return path if is_safe else ""


def _is_private_page_of(event: str, path: str) -> bool:
    """False for a public page too: the sign-in page, say, would lead to itself."""
    page = unquote(urlsplit(path).path)
    try:
        match = resolve("/" + page.removeprefix(get_script_prefix()))
    except Resolver404:
        return False
    return match.kwargs.get("event") == event and not is_public(match.func)


def _page_above(request: PortalRequest, event: str) -> str:
    """The private page above the address of a POST; "" if there is none below the list."""
    above = request.get_full_path().rstrip("/").rpartition("/")[0] + "/"
    is_below = request.method == "POST" and above != reverse("workshop_list", args=[event])
    return safe_next(event, above) if is_below else ""


def _current_page(request: PortalRequest) -> str:
    """The page on the screen: the address of a fragment or a form would show something else."""
    if request.htmx:
        return request.htmx.current_url_abs_path or ""
    if request.method in ("GET", "HEAD") and not _is_script(request):
        return request.get_full_path()
    return _path_of_referer(request)


def _path_of_referer(request: PortalRequest) -> str:
    """Path and query of the page that sent this request, "" if it is on another site."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    query = f"?{page.query}" if page.query else ""
    return page.path + query if page.netloc == request.get_host() else ""


def _is_script(request: PortalRequest) -> bool:
    """Whether a script of the page asks, not the browser for a page to show."""
    prefers_json = request.get_preferred_type(["text/html", "application/json"])
    return prefers_json == "application/json" or request.headers.get("Sec-Fetch-Dest") == "empty"
