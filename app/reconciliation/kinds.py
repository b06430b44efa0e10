"""The types of entities, in words."""

from collections.abc import Mapping

from app.core.i18n import Language, Text
from app.reconciliation.category_properties import CATEGORY
from app.reconciliation.schemas import EntityType
from app.reconciliation.service_schemas import Suggestion
from app.reference.text import fold

COMPANY_TYPES: Mapping[str, Text] = {
    "organization": Text("Company", "Doanh nghiệp"),
    "supplier": Text("Supplier", "Nhà cung cấp"),
    "buyer": Text("Buyer", "Bên mua"),
}
CATEGORY_TYPES: Mapping[str, Text] = {
    CATEGORY: Text("Category", "Ngành hàng"),
    "process": Text("Process", "Công đoạn"),
    "product": Text("Product", "Sản phẩm"),
    "service": Text("Service", "Dịch vụ"),
    "group": Text("Group of categories", "Nhóm ngành hàng"),
}
"""Types by id; the first is the broadest, which every entity of the service has."""


def show_type(types: Mapping[str, Text], key: str, language: Language) -> EntityType:
    """Return a type with the broadest one above it."""
    broadest = next(iter(types))
    above = None if key == broadest else [show_type(types, broadest, language)]
    return EntityType(id=key, name=types[key].render(language), broader=above)


def show_types(types: Mapping[str, Text], language: Language) -> list[EntityType]:
    """Return all types."""
    return [show_type(types, key, language) for key in types]


def name_types(
    types: Mapping[str, Text], of_entity: frozenset[str], language: Language
) -> list[EntityType]:
    """Return the types of an entity, the narrowest first."""
    keys = [key for key in reversed(list(types)) if key in of_entity]
    return [EntityType(id=key, name=types[key].render(language)) for key in keys]


def suggest_types(types: Mapping[str, Text], prefix: str, language: Language) -> list[Suggestion]:
    """Return the types whose name or id has a word that begins so."""
    wanted = f" {fold(prefix)}".rstrip()
    return [
        Suggestion(id=key, name=name.render(language))
        for key, name in types.items()
        if wanted in f" {fold(name.en)} {fold(name.vi)} {fold(key)}"
    ]
