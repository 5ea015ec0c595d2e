"""The fields of an incident from options or from a TOML or JSON file, which keeps them out of the shell's history."""

from __future__ import annotations

import argparse
import json
import tomllib
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fieldnotes.cli.secrets_in import whole
from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.form_values import from_plain
from fieldnotes.model.forms import Act, Attribution, Claim, Incident, Involvement, Perpetrator

_NO_FILE = N_("neither TOML nor JSON")
_NO_ACT = N_("not one of its acts")
_TEXTS = ("fine", "penalty", "trigger", "consequence")
_LISTS = {"victim": "victims", "target": "targets", "method": "methods", "charge": "charges", "article": "articles"}
_CLAIMS = ("official", "account")


def options(made: argparse.ArgumentParser) -> None:
    """The options of `incident add` and `incident edit`."""
    made.add_argument("--file", metavar="FILE", help="all fields from a TOML or JSON file, or - for standard input")
    made.add_argument("--on", metavar="DATE", help="2016-11-04, 2016-11, 2016, c. 2016-11, 2016-11..2017-02")
    made.add_argument("--place", metavar="CODE", help="code of a place, or words")
    made.add_argument("--what", metavar="TERM", help="what was done: a term of kind act")
    for name in ("victim", "target"):
        made.add_argument(f"--{name}", action="append", default=[], metavar="CODE", help="may be repeated")
    for name in ("method", "charge"):
        made.add_argument(f"--{name}", action="append", default=[], metavar="TERM", help="may be repeated")
    made.add_argument("--article", action="append", default=[], metavar="NUMBER", help="535.1; may be repeated")
    made.add_argument("--perpetrator", metavar="CODE", help="code of a person or organisation")
    made.add_argument("--agent", metavar="TERM", help="who did it, when no name is given: a term of kind agent")
    made.add_argument("--described", metavar="WORDS", help="who did it, in the words of whoever saw it")
    made.add_argument("--involvement", choices=[str(one) for one in Involvement])
    made.add_argument("--attribution", choices=[str(one) for one in Attribution])
    for name, what in (("official", "the reason that the authorities state"), ("account", "what the person says")):
        made.add_argument(f"--{name}", metavar="WORDS", help=what)
        made.add_argument(f"--{name}-source", metavar="WHO", help="a code, or words")
    for name in _TEXTS:
        made.add_argument(f"--{name}", metavar="WORDS")
    made.add_argument("--narrative", metavar="WORDS")


def incident(args: Namespace, before: Incident | None = None, *, number: int = 1) -> Incident:
    """What the file says, or what was known, with what the options say; `number` of the act that they are about.

    Raises:
        BadValue: the file or an option cannot be understood, or there is no act of that number.
    """
    form = from_plain(Incident, _table(args.file)) if args.file else before or Incident()
    if args.on is not None:
        form = replace(form, when=UncertainDate.parse(args.on))
    given = {name: getattr(args, name) for name in ("place", "narrative") if getattr(args, name) is not None}
    form = replace(form, **given)
    acts = list(form.acts)
    if number > len(acts) + 1:
        raise BadValue(field="act", value=tr(_NO_ACT), allowed=f"1-{len(acts) + 1}")
    act = acts[number - 1] if number <= len(acts) else Act()
    if (changed := _act(args, act)) != act:
        acts[number - 1 : number] = [changed]
    return replace(form, acts=tuple(acts))


def _act(args: Namespace, act: Act) -> Act:
    given: dict[str, Any] = {name: getattr(args, name) for name in _TEXTS if getattr(args, name) is not None}
    if args.what is not None:
        given["what"] = args.what
    for option, name in _LISTS.items():
        given |= _added(name, getattr(act, name), getattr(args, option))
    for name in _CLAIMS:
        claim: Claim = getattr(act, name)
        words, source = getattr(args, name), getattr(args, f"{name}_source")
        given[name] = Claim(claim.words if words is None else words, claim.source if source is None else source)
    if args.attribution is not None:
        given["attribution"] = Attribution(args.attribution)
    who = Perpetrator(
        args.perpetrator or "",
        args.agent or "",
        args.described or "",
        Involvement(args.involvement or Involvement.UNKNOWN),
    )
    if who.entry or who.agent or who.described:
        given["perpetrators"] = (*act.perpetrators, who)
    return replace(act, **given)


def _added(name: str, known: Sequence[str], more: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys((*known, *more)))} if more else {}


def _table(source: str) -> object:
    text = whole(source)
    try:
        return json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except ValueError as error:  # of either reader
        raise BadValue(field="file", value=tr(_NO_FILE), allowed="TOML, JSON") from error
