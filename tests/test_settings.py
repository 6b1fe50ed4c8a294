"""Starting the portal with valid and invalid settings, as an operator would."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VALID = {"SECRET_KEY": "x" * 50, "PORTAL_EVENTS": "demo", "PATH": os.defpath}


def start(command="check", **settings):
    """The result of this command of `manage.py` with these settings and no others."""
    command = [sys.executable, "manage.py", command]
    return subprocess.run(
        command, cwd=ROOT, env=VALID | settings, capture_output=True, text=True, timeout=60
    )


def settings_read():
    """The names that settings.py reads from the environment, in its order."""
    tree = ast.parse((ROOT / "portal" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    readers = [call for call in calls if ast.unparse(call.func).startswith("env.")]
    return [call.args[0].value for call in readers]


def test_valid_settings_start_without_output_on_stderr():
    ended = start()

    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("invalid", "expected"),
    [
        ({"PORT": "http"}, "PORT must be a whole number from 1 to 65535, not 'http'.\n"),
        (
            {"SECRET_KEY": "hunter2"},
            "SECRET_KEY is too short: it must have at least 32 characters.\n",
        ),
        (
            {"SECRET_KEY_FALLBACKS": "x" * 31},
            "SECRET_KEY_FALLBACKS is too short: it must have at least 32 characters.\n",
        ),
        (
            {"METRICS_KEY": "hunter2"},
            "METRICS_KEY is too short: it must have at least 32 characters.\n",
        ),
        (
            {"SANDBOX": "on"},
            "SANDBOX=on is for a stand-in: ACCELEVENTS_URL must be on loopback.\n",
        ),
    ],
)
def test_an_invalid_setting_stops_the_start_with_one_line_and_no_traceback(invalid, expected):
    ended = start(**invalid)

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", expected)


@pytest.mark.parametrize("upstream", ["https://api.accelevents.com", "http://127.0.0.1:9400"])
def test_the_server_refuses_debug_pages_over_the_real_upstream_even_behind_a_local_proxy(upstream):
    ended = start("serve", DEBUG="on", ACCELEVENTS_URL=upstream, DATABASE_URL="sqlite:////dev/null")

    assert ended.returncode == 1
    assert ended.stderr == (
        "CommandError: DEBUG=on shows tokens and passwords on error pages, so it needs SANDBOX=on."
        "\n"
    )


def test_the_server_refuses_the_plain_cookies_of_the_demo():
    sandbox = {"SANDBOX": "on", "ACCELEVENTS_URL": "http://127.0.0.1:9400"}
    ended = start("serve", PLAIN_COOKIES="on", DATABASE_URL="sqlite:////dev/null", **sandbox)

    assert ended.returncode == 1
    assert ended.stderr == (
        "CommandError: PLAIN_COOKIES=on sends sign-ins over http: it is for manage.py demo alone.\n"
    )


def test_without_the_sandbox_cookies_are_never_plain():
    code = "from portal import settings; print(settings.PLAIN_COOKIES, len(settings.MIDDLEWARE))"
    command = [sys.executable, "-c", code]
    env = VALID | {"PLAIN_COOKIES": "on"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)

    assert ended.stdout == "False 13\n"


@pytest.mark.parametrize(("switch", "expected"), [("on", "True\n"), ("off", "False\n")])
def test_only_its_own_switch_makes_an_upstream_on_loopback_a_sandbox(switch, expected):
    code = "from portal import settings; print(settings.IS_SANDBOX)"
    env = VALID | {"ACCELEVENTS_URL": "http://127.0.0.1:9400", "SANDBOX": switch}

    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)

    assert ended.stdout == expected


def test_every_thread_can_call_redis_and_accelevents_at_once():
    sizes = "CACHES['default']['OPTIONS']['max_connections'], settings.ACCELEVENTS.pool_size"
    code = f"from portal import settings; print(settings.{sizes})"
    wide = VALID | {"THREADS": "300", "REDIS_URL": "redis://127.0.0.1:6379"}

    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=ROOT, env=wide, capture_output=True, text=True, timeout=60)

    redis, upstream = map(int, ended.stdout.split())
    assert (redis > 300, upstream >= 300) == (True, True)


def test_the_readme_names_every_setting_and_no_other():
    rows = re.findall(r"^\| `([A-Z][A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert sorted(rows) == sorted(set(settings_read()))


def test_settings_are_read_in_one_place_only():
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in [*ROOT.glob("portal/**/*.py"), *ROOT.glob("workshops/**/*.py")]
        if re.search(r"os\.(environ\.get|environ\[|getenv)", path.read_text())
    }

    assert readers - {"portal/sandbox/standalone.py"} == {"portal/env/values.py"}
