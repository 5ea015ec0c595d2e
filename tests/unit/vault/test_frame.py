"""The frames of the ledger's file: one form only, each bound to the one before."""

from __future__ import annotations

import io
import os
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.vault.ledger import frame
from fieldnotes.vault.ledger.frame import BEFORE_FIRST, BLOCK, Frame, FrameBroken, Kind


def _chain(*payloads: bytes) -> list[Frame]:
    frames, prev = list[Frame](), BEFORE_FIRST
    for number, payload in enumerate(payloads, 1):
        frames.append(Frame(Kind.ENTRY, number, prev, payload))
        prev = frames[-1].digest
    return frames


def _file(frames: list[Frame]) -> bytes:
    return b"".join(one.encoded() for one in frames)


def _read(data: bytes) -> list[Frame]:
    return list(frame.walk(io.BytesIO(data)))


@pytest.mark.parametrize("length", [0, 1, 459, 460, 461, 5000, frame.capacity(frame.MOST_BLOCKS)])
def test_a_frame_is_read_as_it_was_written(length: int) -> None:
    frames = _chain(os.urandom(length), b"next")
    data = _file(frames)
    assert len(data) % BLOCK == 0
    assert _read(data) == frames


def test_a_payload_fills_its_blocks_exactly() -> None:
    for blocks in (1, 2, 64):
        assert frame.blocks_for(frame.capacity(blocks)) == blocks
        assert len(Frame(Kind.ENTRY, 1, BEFORE_FIRST, bytes(frame.capacity(blocks))).encoded()) == blocks * BLOCK
    with pytest.raises(ValueError, match="too long"):
        frame.blocks_for(frame.capacity(frame.MOST_BLOCKS) + 1)


def test_every_flipped_bit_is_found() -> None:
    data = _file(_chain(b"first", b"second" * 100, b"third"))
    for place in range(len(data) - BLOCK):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        with pytest.raises(FrameBroken):
            _read(bytes(flipped))


def test_in_the_last_frame_all_but_its_own_words_is_checked_by_its_form() -> None:
    """What its payload says is for its seal or signature, or for the next frame, to vouch for."""
    data = _file(_chain(b"first", b"second"))
    head = BLOCK + len(Frame(Kind.ENTRY, 1, BEFORE_FIRST, b"").head())
    for place in (*range(BLOCK, head - 4), *range(head + len(b"second"), len(data))):
        flipped = bytearray(data)
        flipped[place] ^= 0x80
        with pytest.raises(FrameBroken):
            _read(bytes(flipped))


@pytest.mark.parametrize("cut", [1, 100, BLOCK - 1, BLOCK + 1, 2 * BLOCK - 1])
def test_a_cut_within_a_frame_is_found(cut: int) -> None:
    with pytest.raises(FrameBroken):
        _read(_file(_chain(b"first", b"second"))[:cut])


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 0, 1), (1, 2)])
def test_moved_missing_and_repeated_frames_are_found(order: tuple[int, ...]) -> None:
    frames = _chain(b"first", b"second", b"third")
    with pytest.raises(FrameBroken):
        _read(_file([frames[place] for place in order]))


def _read_or_refused(data: bytes) -> None:
    """Read, or refused: nothing else may happen."""
    frames = list[Frame]()
    with suppress(FrameBroken):
        frames = _read(data)
        assert _file(frames) == data


@given(data=st.binary(max_size=2048))
@settings(max_examples=200, deadline=None)
def test_whatever_is_read_is_a_chain_or_refused(data: bytes) -> None:
    _read_or_refused(data)
    _read_or_refused(data.ljust(-(-len(data) // BLOCK) * BLOCK, b"\0"))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_damage_to_a_good_file_is_read_as_a_chain_or_refused(data: st.DataObject) -> None:
    good = bytearray(_file(_chain(b"first", b"second" * 90, b"third")))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(good) - 1))
        good[place] = data.draw(st.integers(0, 255))
    _read_or_refused(bytes(good[: data.draw(st.integers(0, len(good)))]))
