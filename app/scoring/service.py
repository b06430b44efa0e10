"""Finding the scoring profile to use, and keeping the centre's own."""

import re
from dataclasses import dataclass

from app.audit.service import AuditTrail
from app.core.database import Session
from app.core.errors import ConflictError, InvalidInputError, NotFoundError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest, cut_page
from app.core.principal import Principal
from app.core.versions import VersionCheck
from app.matching import ScoringProfile
from app.models import ScoringActivation, ScoringProfileVersion
from app.scoring.repository import ScoringProfileRepository
from app.scoring.schemas import ScoringProfileCreate
from app.scoring.values import (
    BUILT_IN_ID,
    DEFAULT_SCORING,
    KnownProfile,
    load_scoring,
    read_scoring,
    store_scoring,
)
from app.scoring.views import name_of, read_item

MOST_VERSIONS = 100
"""Versions of one name that are shown at once."""

_MOST_NAMED = 20
_MOST_LOADED = 256
_REFERENCE = re.compile(r"([a-z0-9-]{1,30})(?:@([1-9][0-9]{0,6}))?")

_UNKNOWN = Text(
    "There is no scoring profile '{value}'; known: {known}. Name one, or one@version.",
    "Không có cấu hình chấm điểm '{value}'; hiện có: {known}. Nhập tên, hoặc tên@phiên-bản.",
)
_RESERVED = Text(
    "'{name}' is the built-in profile's name; choose another.",
    "'{name}' là tên của cấu hình có sẵn; hãy chọn tên khác.",
)

_loaded: dict[str, ScoringProfile] = {}
"""What this process has loaded, by id. Rows never change, so an entry is never stale."""


class ScoringProfileNotFoundError(NotFoundError):
    """There is no such scoring profile."""

    code = "scoring_profile_not_found"


class ScoringProfileVersionError(ConflictError):
    """A version was sent that is not the next one of its name."""

    code = "scoring_profile_version_taken"
    detail = Text(
        "The next version of '{name}' is {following}, not {version}.",
        "Phiên bản tiếp theo của '{name}' là {following}, không phải {version}.",
    )


@dataclass(frozen=True, slots=True)
class ActiveProfile:
    """The scoring profile in force.

    Attributes:
        number: How often a profile was put in force: changes whenever another one is.
        profile: The profile.
    """

    number: int
    profile: KnownProfile


class ScoringProfileService:
    """The scoring profiles that one transaction sees."""

    def __init__(self, session: Session) -> None:
        self._profiles = ScoringProfileRepository(session)

    def resolve(self, name: str | None) -> ScoringProfile:
        """Return what to score with.

        Args:
            name: What the request's `scoring_profile` names: a profile's name for its newest
                version, or `name@version`. None takes the profile in force.

        Raises:
            InvalidInputError: There is no such profile; names those that there are.
        """
        if name is None:
            _number, profile_id = self._profiles.get_active()
        else:
            profile_id = self._find_id(name)
        return DEFAULT_SCORING if profile_id is None else self._load(profile_id)

    def get_active(self) -> ActiveProfile:
        """Return the profile in force."""
        number, profile_id = self._profiles.get_active()
        row = None if profile_id is None else self._profiles.get_one(profile_id)
        return ActiveProfile(number, _known(row, profile_id))

    def get_profile(self, name: str, version: int | None = None) -> KnownProfile:
        """Return a profile, its newest version where none is named.

        Raises:
            ScoringProfileNotFoundError: There is none.
        """
        _number, active_id = self._profiles.get_active()
        if name == DEFAULT_SCORING.name and version in {None, DEFAULT_SCORING.version}:
            return _known(None, active_id)
        profile_id = self._profiles.get_id(name, version)
        if profile_id is None:
            raise ScoringProfileNotFoundError
        return _known(self._profiles.get_one(profile_id), active_id)

    def find_versions(self, name: str) -> list[KnownProfile]:
        """Return the versions of a name, newest first."""
        _number, active_id = self._profiles.get_active()
        if name == DEFAULT_SCORING.name:
            return [_known(None, active_id)]
        rows = self._profiles.find_versions(name, MOST_VERSIONS)
        return [_known(row, active_id) for row in rows]

    def find_profiles(self, page: PageRequest) -> Page[KnownProfile]:
        """Return every version of every name: the built-in one, then in the order of making."""
        _number, active_id = self._profiles.get_active()
        built_in = [_known(None, active_id)] if page.after is None else []
        rows = self._profiles.find_after(page.after or BUILT_IN_ID, page.limit + 1)
        known = [*built_in, *(_known(row, active_id) for row in rows)]
        return cut_page(known, page.limit, lambda item: item.id)

    def _find_id(self, reference: str) -> str | None:
        """Return the id of what a request names; None for the built-in profile."""
        matched = _REFERENCE.fullmatch(reference)
        name, version = matched.groups() if matched else ("", None)
        if name == DEFAULT_SCORING.name and version in {None, str(DEFAULT_SCORING.version)}:
            return None
        found = self._profiles.get_id(name, int(version) if version else None)
        if found is None:
            names = [DEFAULT_SCORING.name, *self._profiles.find_names(_MOST_NAMED)]
            params = (("value", reference[:40]), ("known", ", ".join(names)))
            problem = Problem(
                "unknown_scoring_profile",
                _UNKNOWN,
                "query",
                "scoring_profile",
                value=reference[:80],
                params=params,
            )
            raise InvalidInputError([problem])
        return found

    def _load(self, profile_id: str) -> ScoringProfile:
        found = _loaded.get(profile_id)
        if found is None:
            row = self._profiles.get_one(profile_id)
            if len(_loaded) >= _MOST_LOADED:
                _loaded.clear()
            found = _loaded[profile_id] = load_scoring(row)
        return found


class ScoringProfileEditor:
    """Writes scoring profiles and puts them in force, in one transaction, as one principal."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._rows = ScoringProfileRepository(session)
        self._profiles = ScoringProfileService(session)
        self._audit = AuditTrail(session, actor)

    def create_profile(self, data: ScoringProfileCreate) -> KnownProfile:
        """Write a new profile, or the next version of one; it is not in force by that.

        Raises:
            InvalidInputError: The name is the built-in one's, or a number cannot score.
            ScoringProfileVersionError: The version is not the next one, or no longer.
        """
        if data.name == DEFAULT_SCORING.name:
            params = (("name", data.name),)
            problem = Problem("reserved_name", _RESERVED, pointer="/name", params=params)
            raise InvalidInputError([problem])
        scoring = read_scoring(data.name, data.version, data.weights, data.parameters)
        following = self._rows.get_newest_version(data.name) + 1
        if data.version != following:
            raise _not_next(data, following)
        weights, parameters = store_scoring(scoring)
        row = ScoringProfileVersion(
            name=data.name,
            version=data.version,
            weights=weights,
            parameters=parameters,
            note=data.note,
            created_by=self._actor.key_id,
        )
        if not self._rows.add(row):
            raise _not_next(data, following + 1)
        known = _known(row, None)
        self._audit.record(
            "created", "scoring_profile", _entity_id(scoring), before=None, after=read_item(known)
        )
        return known

    def activate_profile(self, name: str, version: int, expected: VersionCheck) -> ActiveProfile:
        """Put a profile in force; the one that is in force already stays without a trace.

        Raises:
            ScoringProfileNotFoundError: There is none.
            PreconditionFailedError: Another one was put in force in the meantime.
        """
        chosen = self._profiles.get_profile(name, version)
        while True:
            before = self._profiles.get_active()
            expected.check(before.number)
            if before.profile.id == chosen.id:
                return before
            row = ScoringActivation(
                number=before.number + 1,
                profile_id=None if chosen.id == BUILT_IN_ID else chosen.id,
                activated_by=self._actor.key_id,
            )
            if self._rows.add(row):
                break  # else somebody else was faster: look again whether that may be replaced
        self._audit.record(
            "activated",
            "scoring_profile",
            _entity_id(chosen.scoring),
            before=name_of(before.profile.scoring),
            after=name_of(chosen.scoring),
        )
        return self._profiles.get_active()


def _not_next(data: ScoringProfileCreate, following: int) -> ScoringProfileVersionError:
    return ScoringProfileVersionError(name=data.name, version=data.version, following=following)


def _known(row: ScoringProfileVersion | None, active_id: str | None) -> KnownProfile:
    if row is None:
        return KnownProfile(BUILT_IN_ID, DEFAULT_SCORING, active_id is None)
    scoring = load_scoring(row)
    return KnownProfile(row.id, scoring, row.id == active_id, row.note, row.created_at)


def _entity_id(scoring: ScoringProfile) -> str:
    return f"{scoring.name}@{scoring.version}"
