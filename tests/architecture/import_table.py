"""The allowed imports between the rooms of portal/ and workshops/, by public names only."""

import re

from tests.architecture.source_tree import Import, SourceTree

# Every room of workshops/ but the pure rules may import these; never the client of the API.
SHARED = {
    "portal.attendees", "portal.caching", "portal.observability", "portal.events",
    "portal.accelevents.records", "portal.accelevents.exceptions", "portal.accelevents.computing",
}  # fmt: skip

# The allowed imports of each room, a module or package right below portal/ or workshops/.
TABLE: dict[str, set[str]] = {
    "workshops": set(),
    "workshops.apps": {"workshops.catalogue", "workshops.joining", "portal.observability"},
    "workshops.models": set(),
    "workshops.migrations": set(),
    "workshops.urls": {
        "workshops.pages", "workshops.room", "workshops.joining", "workshops.live_list",
        "workshops.device_check", "workshops.styleguide",
    },
    "workshops.pages": {
        *SHARED, "workshops.catalogue", "workshops.device_check", "workshops.schedule",
    },
    "workshops.device_check": {*SHARED, "workshops.models", "workshops.schedule"},
    "workshops.room": {
        *SHARED, "workshops.joining", "workshops.catalogue", "workshops.schedule",
    },
    "workshops.styleguide": {
        *SHARED, "workshops.joining", "workshops.catalogue", "workshops.schedule",
    },
    "workshops.joining": {
        *SHARED, "workshops.catalogue", "workshops.schedule", "workshops.models",
    },
    "workshops.live_list": {
        *SHARED, "workshops.catalogue", "workshops.schedule", "portal.context_processors",
        "portal.localization", "portal.server.types",
    },
    "workshops.templatetags": {*SHARED, "workshops.schedule"},
    "workshops.catalogue": {*SHARED, "workshops.schedule"},
    "workshops.schedule": {"portal.accelevents.records"},
    "portal": set(),
    "portal.localization": {"portal.attendees"},
    "portal.urls": {
        "portal.localization", "workshops.urls", "portal.attendees", "portal.embedding",
        "portal.monitoring", "portal.views",
    },
    "portal.views": set(),
    "portal.management": {
        "portal.sandbox", "portal.server", "portal.accelevents", "portal.observability",
        "portal.check_event",
    },
    "portal.check_event": {"portal.accelevents", "portal.events", "portal.observability"},
    "portal.monitoring": {"portal.attendees", "portal.caching", "portal.observability"},
    "portal.server": {
        "portal.wsgi", "portal.observability", "portal.accelevents.computing",
        "portal.accelevents.waiting",
    },
    "portal.wsgi": {"portal.observability", "portal.settings"},
    "portal.embedding": {"portal.attendees", "portal.accelevents"},
    "portal.attendees": {"portal.events", "portal.accelevents", "portal.observability"},
    "portal.events": {"portal.accelevents", "portal.caching", "portal.observability"},
    "portal.context_processors": {"portal.events"},
    "portal.settings": {"portal.env", "portal.accelevents"},
    "portal.caching": {
        "portal.accelevents.computing", "portal.accelevents.exceptions",
        "portal.accelevents.waiting", "portal.observability",
    },
    "portal.accelevents": {
        "portal.observability.counters", "portal.observability.findings",
        "portal.observability.registry",
    },
    "portal.observability": set(),
    "portal.env": set(),
    "portal.sandbox": set(),
}  # fmt: skip

# The rooms that settings.py may also name to Django by a dotted name.
NAMED_IN_SETTINGS = {
    "portal.urls", "portal.wsgi", "portal.context_processors", "portal.localization",
    "portal.attendees",
    "portal.embedding", "portal.caching", "portal.observability", "portal.server.compression",
    "portal.server.policies", "workshops.live_list.not_modified",
}  # fmt: skip

# Modules and packages inside a room that others may import directly.
INNER_ENTRIES = {
    "portal.accelevents.records", "portal.accelevents.exceptions", "portal.accelevents.waiting",
    "portal.accelevents.computing",
    "portal.sandbox.accelevents", "portal.sandbox.chime", "portal.sandbox.demo",
}  # fmt: skip
URL_MAPS = {"portal.urls", "workshops.urls"}  # they may also name `views` and `urls`


def unlisted_modules(tree: SourceTree) -> list[str]:
    """The modules that belong to no room of the table."""
    return [module for module in tree.paths if room_of(module) not in TABLE]


def forbidden_imports(tree: SourceTree) -> list[str]:
    """The imports between rooms that the table does not allow, strings in settings.py included."""
    return [
        str(each)
        for each in tree.own_imports
        if room_of(each.target) != room_of(each.module)
        and not any(is_within(each.target.split(":")[0], name) for name in allowed(each))
    ]


def allowed(each: Import) -> set[str]:
    """The names that the room of an import may import in that way."""
    is_named = each.module == "portal.settings" and each.how == "string"
    return NAMED_IN_SETTINGS if is_named else TABLE.get(room_of(each.module), set())


def private_imports(tree: SourceTree) -> list[str]:
    """The imports of names that their room does not offer; dotted names for Django are exempt."""
    return [
        str(each)
        for each in tree.own_imports
        if each.how in {"statement", "call"} and not is_public(tree, each)
    ]


def is_public(tree: SourceTree, each: Import) -> bool:
    """Whether the target is a room, a name that it offers, or lies in a module that it offers."""
    entry = entry_of(tree.module_of(each.target))
    if is_within(each.module, entry) or each.target == entry:
        return True
    name = each.target.removeprefix(f"{entry}.").split(".")[0]
    if each.module in URL_MAPS and name in {"views", "urls"}:
        return True
    has_public_name = not name.startswith(("_", "*"))
    return name in tree.offered(entry) if tree.is_package(entry) else has_public_name


def unreadable_imports(tree: SourceTree) -> list[str]:
    """The loader calls with neither a literal name nor a setting, which nobody can check."""
    return [
        str(each)
        for each in tree.imports
        if each.how == "setting" and not re.fullmatch(r"settings\.[A-Z_]+", each.target)
    ]


def room_of(module: str) -> str:
    """The room of a dotted name: its first two parts."""
    return ".".join(module.split(":")[0].split(".")[:2])


def entry_of(module: str) -> str:
    """The innermost module or package around `module` that other rooms may import."""
    inner = [entry for entry in INNER_ENTRIES if is_within(module, entry)]
    return max(inner, key=len, default=room_of(module))


def is_within(name: str, package: str) -> bool:
    """Whether a dotted name is that package or lies in it."""
    return name == package or name.startswith(f"{package}.")
