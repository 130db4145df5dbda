"""The command line: one module a command, `app.py` the error boundary."""
