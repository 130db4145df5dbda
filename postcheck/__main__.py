"""`python -m postcheck` and the `postcheck` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a commit of what was let through before ends before anything else is imported."""
    if sys.argv[1:3] == ["hook", "run"]:
        from postcheck.cli.cleared import passes

        if passes(sys.argv[3:]):
            return
    from postcheck.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
