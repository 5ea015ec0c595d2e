"""policy new, set, sign, show, check, install: what a project's security lead demands of a vault."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, note
from fieldnotes.cli.secrets_in import opened, way_in
from fieldnotes.errors import BadValue, SignerUnconfirmed
from fieldnotes.services import policy, policy_writing
from fieldnotes.services.policy import Met, PolicyView

_MARKS = {Met.KEPT: "kept", Met.YES: "met", Met.NO: "NOT MET", Met.UNKNOWN: "-"}


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "policy", "what the project's security lead demands, signed")
    new = arguments.command(verbs, "new", _new, "write a policy with every line explained, to be changed and signed")
    new.add_argument("out", type=Path, metavar="FILE")
    new.add_argument("--id", default="", metavar="ID", help="its name in all versions; that of FILE unless given")
    new.add_argument("--strict", action="store_true", help="the tighter values that are recommended")
    change = arguments.command(verbs, "set", _set, "change one line of a policy and say what it demands now")
    change.add_argument("file", type=Path, metavar="FILE")
    change.add_argument("line", metavar="LINE", help="as lock.idle_s, or expires")
    change.add_argument("value", nargs="?", metavar="VALUE", help="as 120, required, or lid,suspend for a list")
    change.add_argument("--off", action="store_true", help="demand nothing by this line any more")
    sign = arguments.command(verbs, "sign", _sign, "sign a policy; minisign can verify the signature")
    sign.add_argument("file", type=Path, metavar="FILE", help="docs/formats/policy.md has an example")
    sign.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the lead's own")
    sign.add_argument("--out", type=Path, metavar="FILE", help="instead of FILE.minisig")
    show = arguments.command(verbs, "show", _show, "a policy in plain words, from its file or from a vault")
    show.add_argument("path", type=Path, metavar="FILE|VAULT")
    show.add_argument("--signature", type=Path, metavar="FILE", help="instead of FILE.minisig")
    check = arguments.command(verbs, "check", _check, "who signed a policy, and that it was not altered")
    check.add_argument("path", type=Path, metavar="FILE|VAULT")
    check.add_argument("--signature", type=Path, metavar="FILE", help="instead of FILE.minisig")
    whose = check.add_mutually_exclusive_group()
    whose.add_argument("--card", type=Path, metavar="CARD", help="the contact card of whoever should have signed it")
    whose.add_argument("--key", default="", metavar="KEY", help="or the key that policy sign prints")
    install = arguments.command(
        verbs, "install", _install, "let a vault keep a policy; without words they are shown (77)"
    )
    arguments.vault(install)
    install.add_argument("file", type=Path, metavar="FILE")
    install.add_argument("--signature", type=Path, metavar="FILE", help="instead of FILE.minisig")
    proof = install.add_mutually_exclusive_group()
    proof.add_argument("--yes-words", default="", metavar="WORDS", help="the eight words, as the lead read them out")
    proof.add_argument("--card", type=Path, metavar="CARD", help="the lead's contact card, compared before")


def _new(args: Namespace) -> Reply:
    out: Path = args.out
    lines = policy_writing.new(out, args.id or out.stem, strict=args.strict)
    how = "as strict as is recommended" if args.strict else "as is built in"
    told = [
        f"Wrote {out}: {lines} lines demand something, {how}.",
        f"Change a line: fieldnotes-cli policy set {out.name} lock.idle_s 120",
        f"When it says what you want: fieldnotes-cli policy sign {out.name} --identity FILE",
    ]
    return Reply({"file": str(out), "id": args.id or out.stem, "lines": lines, "strict": args.strict}, told)


def _set(args: Namespace) -> Reply:
    if (args.value is None) != args.off:
        raise BadValue(field="policy set", value=args.line, allowed="VALUE, or --off")
    done = policy_writing.change(args.file, args.line, args.value)
    says = done.sentence or (f"{done.line} demands nothing now." if args.off else f"{done.line} = {done.value}")
    version = f"It had been signed: this is version {done.version}." if done.raised else f"Version {done.version}."
    data = {"line": done.line, "value": done.value, "sentence": done.sentence, "version": done.version}
    return Reply({**data, "raised": done.raised}, [says, f"{version} Sign it before you hand it out."])


def _sign(args: Namespace) -> Reply:
    view = policy.sign(args.file, args.identity, args.out)
    out = args.out or args.file.with_name(args.file.name + ".minisig")
    lines = [
        f"Signed {view.id} version {view.version}: {out}",
        f"Your eight words, to be read out to everybody who installs it: {' '.join(view.words)}",
        f"With stock tools: minisign -V -P {view.key} -x {out.name} -m {args.file.name}",
        *view.cautions,
    ]
    return Reply({**_data(view), "file": str(out)}, lines)


def _show(args: Namespace) -> Reply:
    view = policy.show(args.path, args.signature)
    if view is None:
        return Reply({"policy": None}, ["This vault has no policy: the built-in limits hold."])
    return Reply(_data(view), _lines(view))


def _check(args: Namespace) -> Reply:
    view = policy.check(args.path, args.signature, card=args.card, key=args.key)
    whose = "by the key that was given" if args.card or args.key else f"by: {' '.join(view.words)}"
    lines = [f"{view.id} version {view.version} is whole, signed {whose}", *view.cautions]
    return Reply({**_data(view), "confirmed": bool(args.card or args.key)}, lines)


def _install(args: Namespace) -> Reply:
    if not args.yes_words and args.card is None and policy.needs_confirming(args.vault, args.file, args.signature):
        view = policy.check(args.file, args.signature)
        lines = [
            *_lines(view),
            "",
            "Call your security lead, on a number that you knew before. They read out eight words; these must be they:",
            f"  {' '.join(view.words)}",
            "",
            SignerUnconfirmed().sentence_text(),
            "If they are the same, do it again with: --yes-words and the words you heard. If not, tell your lead.",
        ]
        return Reply({**_data(view), "installed": False}, lines, exit_code=SignerUnconfirmed.exit_code)
    with opened(args) as session:
        done = policy.install(
            *(session, way_in(args), args.file), signature=args.signature, words=args.yes_words, card=args.card
        )
    for caution in done.view.cautions:
        note(f"warning: {caution}")
    first = "This vault keeps" if done.changed else "This vault has had"
    lines = [f"{first} {done.view.id} version {done.view.version} from now on.", *_lines(done.view)[1:]]
    return Reply({**_data(done.view), "installed": True, "changed": done.changed}, lines)


def _data(view: PolicyView) -> dict[str, Any]:
    return {
        "id": view.id,
        "version": view.version,
        "sha256": view.sha256,
        "issued": view.issued,
        "expires": view.expires,
        "expired": view.expired,
        "signed": bool(view.words),
        "fingerprint": list(view.words),
        "key": view.key,
        "demands": [
            {
                "line": one.line,
                "value": one.value,
                "sentence": one.sentence,
                "met": one.met.value,
                "measured": one.measured,
            }
            for one in view.demands
        ],
        "unanswered": list(view.unanswered),
        "cautions": list(view.cautions),
    }


def _lines(view: PolicyView) -> list[str]:
    until = f", until {view.expires}" if view.expires else ""
    signer = f"signed by: {' '.join(view.words)}" if view.words else "NOT SIGNED: anybody can have written it"
    demands = []
    for one in view.demands:
        demands.append(f"  {_MARKS[one.met]:<8}{one.sentence}")
        if one.met is Met.NO:
            demands.append(f"          found: {one.measured}")
    if view.unanswered:
        demands.append(f"Lines that nothing here keeps or checks: {', '.join(view.unanswered)}")
    return [f"{view.id} version {view.version}{until}, {signer}", *demands, *view.cautions]
