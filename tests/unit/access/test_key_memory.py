"""Keys that are remembered for a moment: how long, how many, and what makes them forgotten."""

from datetime import timedelta
from time import monotonic, sleep

from app.access.memory import FoundKey, KeyMemory
from app.core.clock import utc_now
from app.core.principal import Principal

FOUND = FoundKey(Principal("key_1", "buyer", "org_1", frozenset({"read"})), None)


def test_a_key_is_remembered_for_a_moment_and_named_in_the_request() -> None:
    memory = KeyMemory(seconds=0.05)
    memory.keep("kn_a_b", FOUND, monotonic())
    known = memory.recall("kn_a_b", utc_now())
    assert known is FOUND
    assert known.principal_in("req") == Principal(
        "key_1", "buyer", "org_1", frozenset({"read"}), "req"
    )
    assert memory.recall("kn_a_c", utc_now()) is None
    sleep(0.06)
    assert memory.recall("kn_a_b", utc_now()) is None


def test_a_key_counts_from_the_moment_of_its_snapshot() -> None:
    memory = KeyMemory(seconds=60)
    now = monotonic()
    memory.keep("kn_a_b", FOUND, now - 1)
    assert memory.recall("kn_a_b", utc_now()) is None, "read before the memory began"
    memory.keep("kn_a_b", FOUND, now + 1)
    assert memory.recall("kn_a_b", utc_now()) is FOUND


def test_a_commit_forgets_all_and_what_was_read_before_it_is_not_kept() -> None:
    memory = KeyMemory()
    before = monotonic()
    memory.keep("kn_a_b", FOUND, before)
    memory.forget_all()
    assert memory.recall("kn_a_b", utc_now()) is None
    memory.keep("kn_a_b", FOUND, before)
    assert memory.recall("kn_a_b", utc_now()) is None
    sleep(0.001)
    memory.keep("kn_a_b", FOUND, monotonic())
    assert memory.recall("kn_a_b", utc_now()) is FOUND


def test_a_remembered_key_expires_on_time() -> None:
    memory = KeyMemory()
    now = utc_now()
    found = FoundKey(FOUND.principal, now + timedelta(seconds=1))
    memory.keep("kn_a_b", found, monotonic())
    assert memory.recall("kn_a_b", now) is found
    assert memory.recall("kn_a_b", now + timedelta(seconds=1)) is None


def test_only_so_many_keys_are_remembered_and_no_token_in_plain() -> None:
    memory = KeyMemory(capacity=2)
    for name in ("a", "b", "c"):
        memory.keep(f"kn_{name}_secret", FOUND, monotonic())
    assert memory.recall("kn_a_secret", utc_now()) is None
    assert memory.recall("kn_c_secret", utc_now()) is FOUND
    assert "secret" not in str(vars(memory))
