"""Why a name is suggested: short sentences marked for translation."""

from __future__ import annotations

from fieldnotes.i18n import N_

TITLE = N_("a name after a form of address")
LAWYER_NEAR = N_("a name beside the word for a lawyer, judge or official")
COUNTRY_NAME = N_("a country")
CITY_NAME = N_("a city")
WHERE_BEFORE = N_("a name after a word of place")
ORG_WORD = N_("a name with the word for an organisation")
ACRONYM = N_("an abbreviation in capitals")
SURNAME = N_("the ending of a surname")
PATRONYMIC = N_("a father's name")
GIVEN_NAME = N_("a frequent given name")
RELATIVE = N_("a name after a word for a relative")
OCCUPATION = N_("a name after an occupation")
INITIALS = N_("initials and a surname")
CAPITALS = N_("capitalised words")
CAPITAL = N_("a capitalised word")
PEOPLE = N_("a nationality")
FAITH = N_("a people or faith")
