#!/usr/bin/env python
"""Django's command line. `demo` and `sandbox` bring their own settings, so that they need none."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if sys.argv[1:2] in (["demo"], ["sandbox"]):
        from portal.sandbox.demo import demo_settings

        os.environ.update(demo_settings() | os.environ)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
