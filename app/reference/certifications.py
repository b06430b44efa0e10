"""Certificates and standards: what they are, how they are written, and which satisfies which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.reference.certification_records import (
    Answer,
    Certification,
    CertificationRelation,
    read_certification_relations,
    read_certifications,
    read_void_editions,
)
from app.reference.certification_text import FILLERS, Mention, Recogniser, WordUse
from app.reference.held_certificates import BadDateError, read_held
from app.reference.remembering import remembering
from app.reference.resolution import Candidate, Reason, Resolution
from app.reference.tables import read_rows
from app.reference.text import fold
from app.reference.tokens import TokenText, words

__all__ = [
    "BadDateError",
    "Certification",
    "CertificationRelation",
    "Certifications",
    "ParsedCertification",
    "load_certifications",
]

_DOUBTS = frozenset(
    words(
        "không, chưa, đang, sẽ, sắp, hết, no, not, without, pending, applying, planned, expired,"
        " equivalent, or, hoặc, tương đương, instead, lapsed, suspended, revoked"
    ).split()
)
"""Words (folded) that can turn a named certificate into one that is not held or not asked."""


@dataclass(frozen=True, slots=True)
class ParsedCertification:
    """A held certificate read from one cell.

    Attributes:
        text: The cell as given.
        resolution: Which certification it names.
        expires_on: Date of expiry, if one is written.
        number: Certificate number, if one is written.
    """

    text: str
    resolution: Resolution
    expires_on: date | None
    number: str | None


class Certifications:
    """All certifications, in a stable order, with their aliases and relations."""

    def __init__(
        self,
        certifications: Iterable[Certification],
        relations: Iterable[CertificationRelation],
        recogniser: Recogniser,
    ) -> None:
        self._by_code = {certification.code: certification for certification in certifications}
        self._relations = {(row.held, row.asked): row for row in relations}
        self._recogniser = recogniser
        self._names: dict[str, dict[str, Reason]] = defaultdict(dict)
        for item in self:
            self._names[fold(item.code)][item.code] = Reason.CODE
            for name in (item.name_en, item.name_vi):
                self._names[fold(name)].setdefault(item.code, Reason.NAME)
        self._resolved = remembering(self._resolve)

    def __iter__(self) -> Iterator[Certification]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Certification:
        return self._by_code[code]

    def get(self, code: str) -> Certification | None:
        """Give the certification with a code, or None."""
        return self._by_code.get(code)

    @property
    def relations(self) -> tuple[CertificationRelation, ...]:
        """All documented relations, the negative ones too, in a stable order."""
        return tuple(self._relations.values())

    def satisfies(self, held: str, asked: str) -> CertificationRelation:
        """Say whether a held certification satisfies a request for another.

        Only documented pairs count; nothing is concluded from two pairs in a row.

        Args:
            held: Code of the held certification.
            asked: Code of the asked certification.

        Returns:
            The documented relation, or "same", or "unrelated".

        Raises:
            KeyError: There is no such code.
        """
        if self[held].code == self[asked].code:
            return CertificationRelation(
                held,
                asked,
                "same",
                "same",
                "the certificate that was asked for",
                "đúng chứng chỉ được yêu cầu",
                "",
            )
        return self._relations.get((held, asked)) or CertificationRelation(
            held,
            asked,
            "unrelated",
            "none",
            "no documented relation",
            "không có quan hệ được ghi nhận",
            "",
        )

    def satisfied_by(self, asked: str, answer: Answer = "yes") -> tuple[str, ...]:
        """Give the other certifications that are documented to satisfy one.

        Args:
            asked: Code of the asked certification.
            answer: "yes", or "ask_buyer" for those that the buyer may accept.

        Returns:
            Codes of held certifications, in a stable order, without the asked one itself.

        Raises:
            KeyError: There is no such code.
        """
        code = self[asked].code
        return tuple(
            row.held for row in self.relations if row.asked == code and row.answer == answer
        )

    def resolve(self, text: str) -> Resolution:
        """Find the certification that a cell names.

        Args:
            text: The content of a cell that names one certification.

        Returns:
            The resolution; `void_since` is set when the written edition is void. Text that names
            several certifications, or one among numbers or doubting words ("chưa có ISO 9001"),
            is unknown, with what it names as suggestions: see `find_all`.
        """
        return self._resolved(text)

    def _resolve(self, text: str) -> Resolution:
        named = self._names.get(fold(text))
        if named:
            return Resolution.of(text, tuple(self._of_code(*item) for item in named.items()))
        read, mentions = self._recogniser.read(text)
        candidates = self._candidates(mentions)
        if len(candidates) == 1 and not _is_doubtful(read, mentions):
            return Resolution.of(text, candidates)
        if candidates:
            return Resolution.unknown(text, candidates)
        numbers = self._recogniser.codes_of_number(text)
        return Resolution.unknown(
            text, tuple(self._of_code(code, Reason.NUMBER) for code in numbers)
        )

    def find_all(self, text: str) -> tuple[Candidate, ...]:
        """Find every certification that a text names, in the order of the text.

        It finds names, not claims: whether the certificate is held, asked for or denied is for
        the reader of the sentence to judge. Aliases with another everyday meaning (REACH, Lean,
        EMS) count only where they fill a part of a list.

        Args:
            text: A sentence, a list or a cell.

        Returns:
            One candidate a certification. When several editions of one are named, the void date
            stands only if all of them are void.
        """
        return self._candidates(self._recogniser.read(text)[1])

    def parse_held(self, text: str) -> ParsedCertification:
        """Read a cell that states one held certificate, such as "ISO 9001 (2027-03-01)".

        Args:
            text: Certification, and perhaps a certificate number and dates. Dates are written
                yyyy-mm-dd or dd/mm/yyyy; of several the latest is taken as that of expiry, and
                one marked as the date of issue is left aside.

        Returns:
            What it says.

        Raises:
            BadDateError: A date does not exist or lacks its day; the message quotes it.
        """
        held = read_held(text)
        found = self.resolve(held.name)
        resolution = Resolution(text, found.status, found.candidates)
        return ParsedCertification(text, resolution, held.expires_on, held.number)

    def _candidates(self, mentions: Iterable[Mention]) -> tuple[Candidate, ...]:
        void_dates: dict[str, list[date | None]] = defaultdict(list)
        for mention in mentions:
            void_dates[mention.code].append(mention.void_since)
        return tuple(
            self._of_code(code, Reason.ALIAS, _common_void_date(dates))
            for code, dates in void_dates.items()
        )

    def _of_code(self, code: str, reason: Reason, void_since: date | None = None) -> Candidate:
        item = self[code]
        return Candidate(
            code,
            _label(item.short_name, item.name_vi),
            _label(item.short_name, item.name_en),
            reason,
            void_since or item.withdrawn_since,
        )


def _label(short_name: str, name: str) -> str:
    return name if short_name in name else f"{short_name}: {name}"


def _common_void_date(dates: list[date | None]) -> date | None:
    known = [day for day in dates if day is not None]
    return max(known) if len(known) == len(dates) else None


def _is_doubtful(read: TokenText, mentions: list[Mention]) -> bool:
    """Say whether words beside a name can change what it means."""
    taken = {index for mention in mentions for index in range(mention.start, mention.end)}
    rest = {token.key for index, token in enumerate(read.tokens) if index not in taken} - FILLERS
    return bool(rest & _DOUBTS) or any(map(str.isdigit, "".join(rest)))


def load_certifications() -> Certifications:
    """Read the packaged certifications, their relations, void editions and difficult words."""
    certifications = tuple(read_certifications())
    uses = {
        row["text"]: cast("WordUse", row["use"]) for row in read_rows("certification_words.csv")
    }
    aliases = (
        (item.code, alias)
        for item in certifications
        for alias in (item.code, item.short_name, *item.aliases)
    )
    return Certifications(
        certifications,
        read_certification_relations(),
        Recogniser(aliases, uses, read_void_editions()),
    )
