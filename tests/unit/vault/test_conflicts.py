"""Of two consents the stricter stands, date by date."""

from __future__ import annotations

from fieldnotes.model.consent import Consent
from fieldnotes.vault import codec
from fieldnotes.vault.merge import conflicts


def test_of_two_embargoes_the_later_stands_and_of_other_days_the_earlier() -> None:
    first = Consent(embargo_until="2027-01-01", review_on="2026-12-01", expires_on="2028-01-01")
    second = Consent(review_on="2027-05-01", expires_on="2027-12-01")
    for one, other in ((first, second), (second, first)):
        strict = conflicts.stricter(one, other)
        assert (strict.embargo_until, strict.review_on, strict.expires_on) == ("2027-01-01", "2026-12-01", "2027-12-01")


def test_an_embargo_is_written_where_there_is_one_and_read_where_an_earlier_program_wrote_none() -> None:
    under = Consent(embargo_until="2027-01-01")
    assert codec.load_consent(codec.dump_consent(under))[0] == under
    assert "embargo_until" not in codec.load(codec.dump_consent(Consent()))
    assert codec.load_consent(codec.dump_consent(Consent()))[0].embargo_until == ""
