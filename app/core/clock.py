"""Time: instants are UTC; a calendar day is the one in Vietnam."""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7 all year: Vietnam has no daylight saving time."""


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(tz=UTC)


def today_in_vietnam(now: datetime | None = None) -> date:
    """Return the calendar day in Vietnam, on which certificates and dates are judged."""
    return (now or utc_now()).astimezone(VIETNAM_TIME).date()
