"""
The portal inside an event site's iframe: its display modes, and how a sign-in gets there.

Nothing outside imports from here. Django is given the middleware, views and URLs by their dotted
names, and everybody else reads `display_mode` and `url_root` of the request.
"""

__all__: list[str] = []
