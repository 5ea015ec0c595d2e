"""A short turn of each fuzzer: what is read from outside raises only what it has promised."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import CORPUS
from tests.fuzz.engine import Target, fuzz, load
from tests.fuzz.targets import TARGETS

SECONDS = 0.25


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_only_declared_errors_come_out(target: Target) -> None:
    result = fuzz(target, seconds=SECONDS, corpus=load(CORPUS / target.name))

    assert result.findings == []
    assert result.runs > len(list(target.seeds()))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_seed_is_accepted(target: Target) -> None:
    for data in target.seeds():
        target.take(data)


def test_an_error_that_nobody_declared_is_found() -> None:
    def take(data: bytes) -> object:
        if data.startswith(b"sal") and len(data) > 5:
            raise KeyError(data)
        return None

    result = fuzz(Target("careless", take, (ValueError,), lambda: [b"salamlar"]), seconds=0.0)

    assert [finding.split(" at ")[0] for finding in result.findings] == ["KeyError"]


def test_inputs_that_reach_new_lines_are_kept() -> None:
    policy = next(target for target in TARGETS if target.name == "policy")

    result = fuzz(policy, seconds=0.3, seed=1)

    assert result.found
    assert result.corpus == len(result.found) + len(list(policy.seeds()))
