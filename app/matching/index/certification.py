"""The certification criterion over columns: equal to `app.matching.criteria.certification`."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria.certification import judged_on
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Array, Bytes, Longs, Shorts, Whole
from app.matching.index.codes import Codes
from app.matching.index.flags import IS_COMPLETE
from app.matching.index.rows import NOT_STATED_END
from app.matching.index.selection import Selection
from app.matching.prepared import PreparedDemand

_SHIFT = 14
_MASK = (1 << _SHIFT) - 1
_UNKNOWN = 1 << _SHIFT
_MET = 2 << _SHIFT
_IS_LISTED = np.uint16(1)
"""Added to a key, so that zero means that no certificate is listed."""


class _Asked(NamedTuple):
    """A certificate that is asked for.

    Attributes:
        satisfying: The certificates that satisfy it.
        to_ask: Those that the buyer may accept.
        share: How much it counts.
    """

    satisfying: Longs
    to_ask: Longs
    share: int


class CertificationForm:
    """What a demand asks of certificates.

    Attributes:
        required: The certificates that are must-haves, in order.
    """

    def __init__(self, demand: PreparedDemand, context: MatchContext, codes: Codes) -> None:
        self._parameters = parameters = context.scoring.parameters
        self.required = demand.required
        self._asked = [
            _Asked(
                satisfying,
                to_ask,
                parameters.certification_required_share
                if code in demand.required
                else parameters.certification_preferred_share,
            )
            for code in demand.required + demand.preferred
            for satisfying, to_ask in [codes.satisfying(code)]
        ]
        self._today = context.today.toordinal()
        self._needed = judged_on(demand.demand, context.today).toordinal()

    def judge(self, selection: Selection) -> tuple[list[Whole], Longs]:
        """Return the goodness for each required certificate, and the value, of each supplier."""
        total = np.zeros(selection.size, np.int64)
        goodness: list[Whole] = []
        for number, asked in enumerate(self._asked):
            keys = self._best(selection, asked)
            total += asked.share * (keys & _MASK).astype(np.int64)
            if number < len(self.required):
                goodness.append(keys >> _SHIFT)
        return goodness, total // sum(asked.share for asked in self._asked)

    def sift(self, selection: Selection) -> Bytes:
        """Return the goodness for the worst of the required certificates, of each supplier."""
        goodness = np.full(selection.size, 2, np.uint8)
        certificates = selection.segment.certificates
        unlisted = (~selection.has(IS_COMPLETE)).astype(np.uint8)
        for asked in self._asked[: len(self.required)]:
            found = np.zeros(selection.size, np.uint8)
            facts = selection.among(certificates, asked.satisfying)
            held = (self._held(certificates.columns, facts.at) >> _SHIFT).astype(np.uint8)
            np.maximum.at(found, facts.place, held + np.uint8(1))
            found = np.where(found > 0, found - np.uint8(1), unlisted)
            place = self._to_ask(selection, asked)
            found[place] = np.maximum(found[place], 1)
            np.minimum(goodness, found, out=goodness)
        return goodness

    def _to_ask(self, selection: Selection, asked: "_Asked") -> Whole:
        """Return the places of those whose certificate the buyer may accept."""
        certificates = selection.segment.certificates
        facts = selection.among(certificates, asked.to_ask)
        return facts.place[certificates.columns["until"][facts.at] >= self._today]

    def _best(self, selection: Selection, asked: "_Asked") -> Shorts:
        """Return goodness and value of the best case for one certificate, in one number."""
        parameters = self._parameters
        certificates = selection.segment.certificates
        found = np.zeros(selection.size, np.uint16)
        facts = selection.among(certificates, asked.satisfying)
        held = self._held(certificates.columns, facts.at)
        np.maximum.at(found, facts.place, held + _IS_LISTED)
        keys = found - _IS_LISTED
        unlisted = (found == 0).nonzero()[0]
        keys[unlisted] = _UNKNOWN + parameters.certification_unlisted_value
        keys[unlisted[selection.has(IS_COMPLETE)[unlisted]]] = 0
        if len(asked.to_ask):
            place = self._to_ask(selection, asked)
            asking = np.uint16(_UNKNOWN + parameters.certification_ask_buyer_value)
            keys[place] = np.maximum(keys[place], asking)
        return keys

    def _held(self, columns: Mapping[str, Array], at: Longs) -> Shorts:
        """Judge certificates that are the one asked for or satisfy it; the first reason counts."""
        parameters = self._parameters
        until = columns["until"][at]
        keys = np.full(len(at), _MET + VALUE_ONE, np.uint16)
        keys[until == NOT_STATED_END] = _UNKNOWN + parameters.certification_no_expiry_value
        keys[until < self._needed] = _UNKNOWN + parameters.certification_expiring_value
        not_yet = columns["issued"][at] > self._today
        keys[not_yet] = _UNKNOWN + parameters.certification_not_yet_value
        keys[until < self._today] = parameters.certification_lapsed_value
        return keys
