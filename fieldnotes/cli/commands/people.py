"""relate, unrelate, consent set, consent show, consent withdraw."""

from __future__ import annotations

import tomllib
from argparse import Namespace
from typing import Any

from fieldnotes import clock
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened, whole
from fieldnotes.errors import BadValue
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.register import RelationKind
from fieldnotes.services import find, releases, sealed
from fieldnotes.services import register as registers

_WORDS = ("given", "obtained_by", "language", "guardian", "conditions", "notes")


def register(top: Subparsers) -> None:
    relate = arguments.command(top, "relate", _relate, "say how two register entries belong together")
    arguments.vault(relate)
    relate.add_argument("a", metavar="CODE")
    relate.add_argument("b", metavar="CODE")
    relate.add_argument("--as", dest="kind", type=arguments.choice(RelationKind), required=True)

    unrelate = arguments.command(top, "unrelate", _unrelate, "take a relation away that was noted by mistake")
    arguments.vault(unrelate)
    unrelate.add_argument("a", metavar="CODE")
    unrelate.add_argument("b", metavar="CODE")
    unrelate.add_argument("--as", dest="kind", type=arguments.choice(RelationKind), required=True)

    consents = arguments.group(top, "consent", "what a person agreed to")
    given = arguments.command(consents, "set", _set, "record answers for uses")
    arguments.vault(given, sealed=True)
    given.add_argument("person", metavar="PERSON")
    given.add_argument(
        "--use", action="append", nargs="+", default=[], type=arguments.pair(Use, Answer), metavar="USE=ANSWER"
    )
    given.add_argument("--until", default="", metavar="YYYY-MM-DD", help="the consent expires after this day")
    given.add_argument("--embargo", default="", metavar="YYYY-MM-DD", help="nothing leaves before this day")
    given.add_argument("--review", default="", metavar="YYYY-MM-DD", help="ask again by this day")
    for name in _WORDS:
        given.add_argument(f"--{name.replace('_', '-')}", default="", metavar="WORDS", help="kept sealed")
    given.add_argument("--words", metavar="FILE", help="these words from a TOML file, or - for standard input")
    show = arguments.command(consents, "show", _show, "answers and dates; the words of a consent are sealed")
    arguments.vault(show, sealed=True)
    show.add_argument("person", metavar="PERSON")
    show.add_argument("--reveal", action="store_true", help="its words too; it is written to the ledger")
    withdraw = arguments.command(consents, "withdraw", _withdraw, "stop every new export of a person's records")
    arguments.vault(withdraw)
    withdraw.add_argument("person", metavar="PERSON")


def _relate(args: Namespace) -> Reply:
    with opened(args) as session:
        registers.relate(session, args.a, args.b, args.kind)
    return Reply({"a": args.a, "b": args.b, "as": args.kind.value}, [f"{args.a} is {args.kind.value} of {args.b}"])


def _unrelate(args: Namespace) -> Reply:
    with opened(args) as session:
        done = registers.unrelate(session, args.a, args.b, args.kind)
    lines = [f"{args.a} is no {args.kind.value} of {args.b}."]
    lines += [f"{code} keeps its protection, as a level of its own." for code in done.raised]
    return Reply({"a": args.a, "b": args.b, "as": args.kind.value, "raised": list(done.raised)}, lines)


def _set(args: Namespace) -> Reply:
    answers = {use: answer for group in args.use for use, answer in group}
    form = _form(args)
    if not answers and form == ConsentForm() and not (args.until or args.review or args.embargo):
        raise BadValue(field="the consent", value="empty", allowed="--use USE=ANSWER, a date or words")
    with opened(args, sealed=form != ConsentForm()) as session:
        days = {"expires_on": args.until, "review_on": args.review, "embargo_until": args.embargo}
        registers.set_consent(session, args.person, answers, form=form, **days)
        stored = registers.consent(session, args.person)
    assert stored is not None
    uses = {use.value: answer.value for use, answer in sorted(stored.answers.items())}
    return Reply({"person": args.person, "uses": uses}, [f"{use}: {answer}" for use, answer in uses.items()])


def _form(args: Namespace) -> ConsentForm:
    told = {name: getattr(args, name) for name in _WORDS if getattr(args, name)}
    if args.words is None:
        return ConsentForm(**told)
    try:
        raw = tomllib.loads(whole(args.words))
    except tomllib.TOMLDecodeError as error:
        raise BadValue(field="the words", value="something else than TOML", allowed=", ".join(_WORDS)) from error
    if not set(raw) <= set(_WORDS) or not all(isinstance(value, str) for value in raw.values()):
        raise BadValue(field="the words", value="of another kind", allowed=", ".join(_WORDS))
    return ConsentForm(**{**raw, **told})


def _show(args: Namespace) -> Reply:
    with opened(args, sealed=args.reveal) as session:
        stored = registers.consent(session, args.person)
        form = sealed.reveal_form(session, args.person) if args.reveal else None
    consent = stored or Consent()
    data: dict[str, Any] = {
        "person": args.person,
        "state": find.consent_state(stored, clock.today().isoformat()).value,
        "uses": {use.value: answer.value for use, answer in sorted(consent.answers.items())},
        "obtained_on": consent.obtained_on,
        "review_on": consent.review_on,
        "expires_on": consent.expires_on,
        "withdrawn_on": consent.withdrawn_on,
        "embargo_until": consent.embargo_until,
        "words": None if form is None else {name: getattr(form, name) for name in _WORDS},
    }
    lines = [f"{args.person}: {data['state']}"]
    lines += [f"{use}: {answer}" for use, answer in data["uses"].items()]
    days = ("obtained_on", "review_on", "expires_on", "withdrawn_on", "embargo_until")
    lines += [f"{key}: {data[key]}" for key in days if data[key]]
    lines += [f"{name}: {words}" for name, words in (data["words"] or {}).items() if words]
    return Reply(data, lines)


def _withdraw(args: Namespace) -> Reply:
    with opened(args) as session:
        carrying = {one.bundle_id for one in registers.withdraw_consent(session, args.person)}
        left = [one for one in releases.all_of(session) if one.bundle_id in carrying]
    data = {
        "person": args.person,
        "releases": [
            {
                "bundle": one.bundle_id,
                "code": one.code,
                "at": one.at,
                "audience": one.audience,
                "readers": [reader.name for reader in one.readers],
            }
            for one in left
        ],
    }
    lines = [f"Consent of {args.person} is withdrawn: nothing new leaves."]
    for one in left:
        who = ", ".join(reader.name or "somebody who is no contact" for reader in one.readers)
        lines.append(f"To be called back: {one.code}, left {one.at[:10]} for {one.audience}, {who or 'in the clear'}")
    if left:
        command = f"release recall {args.vault.name} --person {args.person} --why consent --out-dir DIR"
        lines.append(f"Note it and print notices to them: {command}")
    return Reply(data, lines)
