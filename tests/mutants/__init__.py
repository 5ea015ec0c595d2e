"""Break every check of the audit, one small way at a time, and see whether a test notices.

`python -m tests.mutants [ID…] [--out FILE]`. What no test notices is printed, and the exit code is 1.
"""
