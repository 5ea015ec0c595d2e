"""One module a group of commands; each registers its own words."""

from fieldnotes.cli.commands import (
    audit,
    bundle,
    case,
    demo,
    document,
    identity,
    people,
    record,
    release,
    vault,
    version,
)

ALL = (demo, vault, case, document, people, record, version, release, identity, bundle, audit)
"""In the order of `--help`, which is the order of the work."""
