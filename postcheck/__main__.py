"""`python -m postcheck` and the `postcheck` command."""

from __future__ import annotations

from postcheck.cli.app import main

if __name__ == "__main__":
    main()
