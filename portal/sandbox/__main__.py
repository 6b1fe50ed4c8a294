"""`python -m portal.sandbox`: the stand-in of Accelevents by itself, until Ctrl-C."""

from __future__ import annotations

import argparse

from portal.sandbox.standalone import add_arguments, run


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m portal.sandbox", description=__doc__)
    add_arguments(parser)
    options = parser.parse_args()
    run(options.port, options.media_url, options.dialect)


if __name__ == "__main__":
    main()
