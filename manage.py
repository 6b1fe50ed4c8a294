#!/usr/bin/env python
"""Django's command line. `demo` and `sandbox` bring their own settings, so that they need none."""

import os
import sys
from importlib.util import find_spec

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if sys.argv[1:2] == ["demo"] and not find_spec("aiortc"):
        sys.exit(
            "The demo needs more packages than serving: `make demo` installs them, or `pip`"
            " does from requirements-demo.txt."
        )
    if sys.argv[1:2] in (["demo"], ["sandbox"]):
        from portal.sandbox.demo.settings import for_the_demo

        os.environ.update(for_the_demo() | os.environ)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
