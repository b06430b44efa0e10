"""Text files: their encodings, separators and quotation marks."""

from tests.corpus.cases import Collection
from tests.corpus.making import lines_of, windows_1258_of

TEXTS = Collection()

_LINES = ("Tên hàng,Số lượng,ĐVT", "Vỏ điện thoại,1000,cái", "Ốp lưng,500,cái")
_NAMES = {2: {"name": "Vỏ điện thoại", "quantity": "1000"}, 3: {"name": "Ốp lưng"}}


@TEXTS.demands("utf-8.csv", kept=2, says=_NAMES)
def plain() -> bytes:
    """As it should be."""
    return lines_of(*_LINES).encode("utf-8-sig")


@TEXTS.demands("unicode text.txt", kept=2, says=_NAMES)
def utf_16() -> bytes:
    """As the program saves "Unicode text": UTF-16 with tabs."""
    return lines_of(*_LINES).replace(",", "\t").encode("utf-16")


@TEXTS.demands("utf-16 khong dau.csv", kept=2, says=_NAMES)
def utf_16_without_mark() -> bytes:
    """UTF-16 that does not say so."""
    return lines_of(*_LINES).encode("utf-16-le")


@TEXTS.demands("windows-1258.csv", kept=2, facts=frozenset({"encoding_guessed"}), says=_NAMES)
def windows_1258() -> bytes:
    """As old programs wrote Vietnamese: marks of tone behind the letters."""
    return windows_1258_of(lines_of(*_LINES))


@TEXTS.demands(
    "cham phay.csv",
    kept=2,
    says={2: {"name": "Dây thép, mạ kẽm", "quantity": "12.5"}, 3: {"quantity": "1250"}},
)
def semicolons() -> bytes:
    """Semicolons between the cells, because commas stand before decimals."""
    return lines_of(
        "Tên hàng;Số lượng;ĐVT", "Dây thép, mạ kẽm;12,5;kg", "Que hàn;1.250,00;kg"
    ).encode()


@TEXTS.demands("sep.csv", kept=2, says=_NAMES)
def separator_line() -> bytes:
    """A first line that tells the separator to the spreadsheet program."""
    return lines_of("sep=;", *_LINES).replace(",", ";").encode()


@TEXTS.demands("tab.tsv", kept=2, says=_NAMES)
def tabs() -> bytes:
    """Tabs between the cells."""
    return lines_of(*_LINES, ending="\n").replace(",", "\t").encode()


@TEXTS.demands("gach dung.txt", kept=2, says=_NAMES)
def pipes() -> bytes:
    """Bars between the cells."""
    return lines_of(*_LINES, ending="\n").replace(",", " | ").encode()


@TEXTS.demands(
    "ngoac kep.csv",
    kept=3,
    asked={4: {"quotation_marks"}},
    says={2: {"name": 'Ống 1/2"'}, 3: {"name": 'Tấm "loại A", dày'}, 5: {"name": "Co nối"}},
)
def stray_quotes() -> bytes:
    """Inches, marks that are doubled as they should be, and one that is never closed."""
    return lines_of(
        "Tên hàng,Số lượng,ĐVT",
        'Ống 1/2",40,m',
        '"Tấm ""loại A"", dày",12,tấm',
        '"Van 3/4,7,cái',
        "Co nối,9,cái",
    ).encode()


@TEXTS.demands(
    "nhieu dong trong o.csv",
    kept=2,
    says={2: {"specification": "Thép\ntôi cứng"}, 3: {"name": "Dao tiện"}},
)
def line_breaks() -> bytes:
    """Line breaks inside of cells."""
    return lines_of(
        "Tên hàng,Quy cách,Vật liệu",
        '"Dao phay","Thép\ntôi cứng",HSS',
        '"Dao tiện","a\nb",HSS',
        ending="\n",
    ).encode()


@TEXTS.demands("noi hai tep.csv", kept=4, refused={4: {"repeated_header"}}, says=_NAMES)
def mark_in_the_middle() -> bytes:
    """Two files put together, so that a byte order mark stands in the middle."""
    return lines_of(*_LINES).encode("utf-8-sig") + lines_of(
        "Tên hàng,Số lượng,ĐVT", "Kính cường lực,70,cái", "Miếng dán,70,cái"
    ).encode("utf-8-sig")


@TEXTS.demands("duoi rac.csv", kept=2, refused={4: {"no_name"}}, asked={5: {"control_characters"}})
def trailing_garbage() -> bytes:
    """What a broken transfer leaves behind."""
    return lines_of(*_LINES).encode() + b",,,#\r\n\x1a" + bytes(500)


@TEXTS.demands("ky tu nul.csv", kept=1, asked={2: {"control_characters"}})
def null_characters() -> bytes:
    """A cell with characters that no text has."""
    return lines_of("Tên hàng,Vật liệu", "Đầu\x00 nối,thau", "Ống nối,thau").encode()


@TEXTS.demands("cot le.csv", kept=3, says={3: {"notes": "E: dư"}, 4: {"quantity": "7"}})
def ragged() -> bytes:
    """Rows of different lengths."""
    return lines_of("Tên hàng,Số lượng,ĐVT", "Ke góc", "Bản mã,8,cái,,dư", "Nẹp,7,cái,").encode()
