from app.matches.live.shelf import Entry, Shelf


def entry(name: str) -> Entry[str, str]:
    return Entry(name, name)


def test_an_entry_serves_who_sees_its_generation_or_a_later_one() -> None:
    shelf: Shelf[str, str] = Shelf()
    shelf.put("a", entry("a"), 3)
    assert shelf.get("a", 2) is None, "at generation 2 it may have been different"
    assert shelf.get("a", 3) == shelf.get("a", 9) == entry("a")
    shelf.drop(["a", "b"])
    assert shelf.get("a", 9) is None


def test_what_was_unused_for_longest_goes_first() -> None:
    shelf: Shelf[str, str] = Shelf(capacity=2)
    shelf.put("a", entry("a"), 1)
    shelf.put("b", entry("b"), 1)
    assert shelf.get("a", 1) is not None
    shelf.put("c", entry("c"), 1)
    assert (shelf.get("a", 1), shelf.get("b", 1), len(shelf)) == (entry("a"), None, 2)
    shelf.clear()
    assert len(shelf) == 0
