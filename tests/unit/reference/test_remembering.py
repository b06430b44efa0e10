from app.reference.remembering import LONGEST, remembering


def test_short_texts_are_looked_at_once_and_long_ones_every_time() -> None:
    seen: list[str] = []

    def measure(text: str) -> int:
        seen.append(text)
        return len(text)

    remembered = remembering(measure)
    long = "a" * (LONGEST + 1)
    assert [remembered("ab"), remembered("ab"), remembered(long), remembered(long)] == [
        2,
        2,
        LONGEST + 1,
        LONGEST + 1,
    ]
    assert seen == ["ab", long, long]
