"""What can be asked about categories."""

from collections.abc import Callable, Sequence

from app.core.i18n import Text
from app.reconciliation.properties import Cell, Property, text, texts
from app.reference import load_reference
from app.reference.categories import Category
from app.reference.classifications import hs2022_descriptions, vsic2018_names

CATEGORY = "category"
"""Type of every category."""


def _synonyms(language: str) -> Callable[[Category], list[Cell]]:
    return lambda category: texts(category.synonyms.get(language, ()))


def _parent(category: Category) -> list[Cell]:
    return [] if category.parent is None else _entities([category.parent])


def _children(category: Category) -> list[Cell]:
    return _entities(load_reference().categories.children(category.code))


def _entities(codes: Sequence[str]) -> list[Cell]:
    known = load_reference().categories
    return [{"id": code, "name": known[code].name_en} for code in codes]


def _vsic2018(category: Category) -> list[Cell]:
    return texts([f"{code} {vsic2018_names()[code]}" for code in category.vsic2018])


def _hs2022(category: Category) -> list[Cell]:
    return texts([f"{code} {hs2022_descriptions()[code]}" for code in category.hs2022])


def _other_names(code: str, english: str, vietnamese: str) -> Property[Category]:
    return Property(
        f"names_{code}",
        Text(f"{english} names", f"Tên {vietnamese}"),
        Text(f"Names and synonyms in {english}.", f"Tên gọi, từ đồng nghĩa {vietnamese}."),
        _synonyms(code),
        is_previewed=True,
    )


CATEGORY_PROPERTIES: tuple[Property[Category], ...] = (
    Property(
        "code",
        Text("Code", "Mã"),
        Text("The category's code.", "Mã ngành hàng."),
        lambda category: text(category.code),
        is_previewed=True,
    ),
    Property(
        "name_vi",
        Text("Vietnamese name", "Tên tiếng Việt"),
        Text("The name in Vietnamese.", "Tên bằng tiếng Việt."),
        lambda category: text(category.name_vi),
        is_previewed=True,
    ),
    Property(
        "name_en",
        Text("English name", "Tên tiếng Anh"),
        Text("The name in English.", "Tên bằng tiếng Anh."),
        lambda category: text(category.name_en),
        is_previewed=True,
    ),
    Property(
        "synonyms_vi",
        Text("Vietnamese synonyms", "Từ đồng nghĩa tiếng Việt"),
        Text("Other names in Vietnamese.", "Tên gọi khác bằng tiếng Việt."),
        _synonyms("vi"),
    ),
    Property(
        "synonyms_en",
        Text("English synonyms", "Từ đồng nghĩa tiếng Anh"),
        Text("Other names in English.", "Tên gọi khác bằng tiếng Anh."),
        _synonyms("en"),
    ),
    _other_names("zh", "Chinese", "tiếng Trung"),
    _other_names("ja", "Japanese", "tiếng Nhật"),
    _other_names("ko", "Korean", "tiếng Hàn"),
    Property(
        "kind",
        Text("Kind", "Loại"),
        Text("group, process, product or service.", "Nhóm, công đoạn, sản phẩm hoặc dịch vụ."),
        lambda category: text(category.kind),
    ),
    Property(
        "parent",
        Text("Parent", "Ngành hàng cấp trên"),
        Text("The category above.", "Ngành hàng cấp trên."),
        _parent,
        entity_type=CATEGORY,
        is_previewed=True,
    ),
    Property(
        "children",
        Text("Children", "Ngành hàng cấp dưới"),
        Text("The categories directly below.", "Các ngành hàng ngay cấp dưới."),
        _children,
        entity_type=CATEGORY,
    ),
    Property(
        "vsic2018",
        Text("VSIC 2018", "VSIC 2018"),
        Text(
            "Activities of Decision 27/2018/QĐ-TTg.",
            "Ngành kinh tế theo Quyết định 27/2018/QĐ-TTg.",
        ),
        _vsic2018,
        is_previewed=True,
    ),
    Property(
        "vsic2025",
        Text("VSIC 2025", "VSIC 2025"),
        Text(
            "Activity codes of Decision 36/2025/QĐ-TTg.",
            "Mã ngành kinh tế theo Quyết định 36/2025/QĐ-TTg.",
        ),
        lambda category: texts(category.vsic2025),
    ),
    Property(
        "hs2022",
        Text("HS 2022", "HS 2022"),
        Text("Headings of the typical output.", "Nhóm HS của sản phẩm điển hình."),
        _hs2022,
        is_previewed=True,
    ),
    Property(
        "psip",
        Text("Priority sectors", "Lĩnh vực ưu tiên"),
        Text(
            "Sectors of Decree 111/2015/NĐ-CP as amended; a reading, not a ruling.",
            "Lĩnh vực theo Nghị định 111/2015/NĐ-CP đã sửa đổi; chỉ để tham khảo.",
        ),
        lambda category: texts(category.psip),
    ),
    Property(
        "note",
        Text("Note", "Ghi chú"),
        Text("What to know when using the category.", "Lưu ý khi dùng ngành hàng."),
        lambda category: text(category.note),
    ),
)
"""The properties of categories, in the order in which they are proposed."""
