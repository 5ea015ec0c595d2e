"""Find sentences and footnotes that say that they are off the record, which no bundle may carry."""

from __future__ import annotations

from bisect import bisect_right

from fieldnotes.redaction.phrases import Phrases, outermost
from fieldnotes.redaction.prose import Span, after_marker, is_footnote, line_spans, make_prose, sentences_of

_MARKERS = (
    # en
    "off the record",
    "not for the record",
    "not for publication",
    "not for print",
    "not for public release",
    "not to be published",
    "not to be quoted",
    "must not be published",
    "should not be published",
    "cannot be published",
    "do not publish",
    "don't publish",
    "do not quote",
    "asked not to publish",
    "asked me not to publish",
    "asked us not to publish",
    "asked that this not be published",
    "told in confidence",
    "told me in confidence",
    "told us in confidence",
    "told the author in confidence",
    "told the interviewer in confidence",
    "said in confidence",
    "shared in confidence",
    "spoke in confidence",
    "speaking in confidence",
    "given in confidence",
    "in strict confidence",
    "in strictest confidence",
    "in confidence by",
    "told confidentially",
    "told me confidentially",
    "told us confidentially",
    "spoke confidentially",
    "strictly confidential",
    "confidential conversation*",
    "confidential discussion*",
    "confidential interview*",
    "confidential communication*",
    "personal discussion*",
    "personal conversation*",
    "personal communication*",
    "personal correspondence",
    "personal interview with the author",
    "private discussion*",
    "private conversation*",
    "private communication*",
    "private correspondence",
    "pers. comm*",
    "between you and me",
    "between ourselves",
    "just between us",
    "keep this between us",
    "stays between us",
    "unattributable conversation*",
    # az
    "qeyri-rəsmi söhbət*",
    "qeyri-rəsmi danışıq*",
    "qeydiyyatdan kənar",
    "protokoldan kənar",
    "efirdən kənar",
    "mikrofondan kənar",
    "çap üçün deyil",
    "dərc üçün deyil",
    "dərc olunmaq üçün deyil",
    "yayım üçün deyil",
    "yazmaq üçün deyil",
    "dərc etməyin",
    "dərc olunmasın",
    "dərc edilməsin",
    "çap olunmasın",
    "dərc edilməməsi şərti*",
    "dərc olunmamaq şərti*",
    "aramızda qalsın",
    "aramızda qalmaq şərti*",
    "aramızda qalması*",
    "şəxsi söhbət*",
    "şəxsi yazışma*",
    "məxfi söhbət*",
    "məxfi qalmaq şərti*",
    "məxfi qalması*",
    "etimad edərək danış*",
    # ru
    "не для записи",
    "не под запись",
    "не для печати",
    "не для публикации",
    "не для протокола",
    "не для эфира",
    "не публиковать",
    "не для цитирования",
    "не подлежит публикации",
    "без права публикации",
    "просил* не публиковать",
    "из личн* бесед*",
    "в личн* бесед*",
    "из личн* разговор*",
    "в личн* разговор*",
    "из личн* общени*",
    "из личн* переписк*",
    "из частн* бесед*",
    "в частн* бесед*",
    "из частн* разговор*",
    "в частн* разговор*",
    "личн* сообщени* автор*",
    "в доверительн* бесед*",
    "конфиденциально",
    "конфиденциальн* бесед*",
    "конфиденциальн* разговор*",
    "конфиденциальн* интервью",
    "на условиях конфиденциальности",
    "между нами говоря",
    "останется между нами",
    "остаться между нами",
    "останутся между нами",
    "строго между нами",
    "по секрету",
    "офф рекорд*",
    "оф рекорд*",
    "оффрекорд*",
    # tr
    "kayıt dışı",
    "kayıtdışı",
    "kayda geçmemek kaydıyla",
    "kayda geçmesin",
    "yayımlanmamak kaydı*",
    "yayınlanmamak kaydı*",
    "yayımlanmamak şartı*",
    "yayınlanmamak şartı*",
    "yayımlanmaması kaydı*",
    "yayınlanmaması kaydı*",
    "yayımlanmaması şartı*",
    "yayınlanmaması şartı*",
    "yazılmamak kaydı*",
    "yazılmaması kaydı*",
    "yazılmaması şartı*",
    "yayın için değil*",
    "yayımlanmak üzere değil*",
    "yayımlamayın",
    "yayınlamayın",
    "özel görüşme*",
    "özel sohbet*",
    "özel konuşma*",
    "özel yazışma*",
    "kişisel görüşme*",
    "kişisel sohbet*",
    "kişisel yazışma*",
    "aramızda kalsın",
    "aramızda kalması*",
    "aramızda kalmak*",
    "gizli kalmak kaydı*",
    "gizli kalması*",
    "gizli kalmak şartı*",
)
_FALSE_FRIENDS = (
    "off the record book*",
    "off the record label*",
    "off the record player*",
    "off the record shop*",
    "off the record store*",
    "off the record pace",
    "off the record high*",
    "off the record low*",
    "not off the record",
    "personal communication skill*",
    "personal communication device*",
    "private communication service*",
    "private communication channel*",
    "private communication network*",
    "strictly confidential treatment of",
    "kayıt dışı ekonomi*",
    "kayıt dışı istihdam*",
    "kayıt dışı çalış*",
    "kayıt dışı işçi*",
    "kayıt dışı işgücü*",
    "kayıt dışı gelir*",
    "kayıt dışı para*",
    "kayıt dışı göçmen*",
    "kayıt dışı mülteci*",
    "kayıt dışı ticaret*",
    "kayıt dışı sektör*",
    "kayıtdışı ekonomi*",
    "kayıtdışı istihdam*",
    "özel görüşme odası*",
    "özel konuşma günü*",
)
_PHRASES = Phrases([(phrase, True) for phrase in _MARKERS] + [(phrase, False) for phrase in _FALSE_FRIENDS])
_BRIEF = 60


def find_off_record(text: str) -> list[Span]:
    """What says of itself that it is off the record: sentences, or whole footnotes without their "[10]" marker.

    A remark that ends with a colon covers the sentence it announces; a remark in brackets covers the sentence before.

    Returns:
        Spans of code points of `text`, in order, not overlapping.
    """
    prose = make_prose(text)
    remarks = [prose.source(one.start, one.end) for one in outermost(_PHRASES.find(prose.folded)) if one.value]
    if not remarks:
        return []
    units = _units(text)
    starts = [start for start, _, _ in units]
    spans: list[Span] = []
    for remark in remarks:
        first = max(0, bisect_right(starts, remark[0]) - 1)
        last = max(first, bisect_right(starts, remark[1] - 1) - 1)
        if not spans or units[last][1] > spans[-1][1]:
            spans.append(_covered(text, units, first, last))
    return _joined(spans)


def _units(text: str) -> list[tuple[int, int, bool]]:
    """What is covered as a whole, a footnote or a sentence: start, end, whether one stands before it in its line."""
    units: list[tuple[int, int, bool]] = []
    for line in line_spans(text):
        within = [after_marker(text, line)] if is_footnote(text, line) else sentences_of(text, line)
        units.extend((start, end, place > 0) for place, (start, end) in enumerate(within) if start < end)
        if not within or within[0][0] == within[0][1]:  # nothing but a marker, which may be the remark
            units.append((*line, False))
    return units


def _covered(text: str, units: list[tuple[int, int, bool]], first: int, last: int) -> Span:
    (start, _, follows), end = units[first], units[last][1]
    if text[end - 1 : end] == ":" and last + 1 < len(units):
        return start, units[last + 1][1]
    if follows and _in_brackets(text, start, end):
        return units[first - 1][0], end
    return start, end


def _in_brackets(text: str, start: int, end: int) -> bool:
    return end - start <= _BRIEF and text[start] in "([" and text[start:end].rstrip(".!?")[-1:] in (")", "]")


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
