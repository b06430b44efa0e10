from typing import Any

from app.organizations.schemas import OrganizationCreate
from app.reading import from_json, load_reader, reader_with
from app.suppliers.bulk_content import SupplierContent, SupplierReadings
from app.suppliers.bulk_reading import prepare_readings, prepare_row_readings
from app.suppliers.schemas import ProfileContent

PROFILE: dict[str, Any] = {
    "description": "Nhà máy ép nhựa",
    "capabilities": [
        {"category": "PLA-INJ", "text": "Ép phun", "materials": ["ABS"]},
        {"text": "Khuôn ép nhựa", "processes": ["CNC"], "machines": ["máy ép 350 tấn"]},
        {"text": "qwertz 17"},
    ],
}
CONTENT = SupplierContent(
    OrganizationCreate(name="Nhựa Bình Minh", name_en="Binh Minh Plastics", is_supplier=True),
    ProfileContent.model_validate(PROFILE),
)


def test_only_capabilities_without_a_category_are_read_for_themselves() -> None:
    readings = prepare_readings(CONTENT, load_reader())
    chosen, read, unknown = readings.capabilities
    assert (chosen.reading, chosen.needs_review) == ("", False)
    assert from_json(read.reading).suggestions[0].code == "TOO-PLM"
    assert (read.needs_review, unknown.needs_review, readings.needs_review) == (False, True, True)
    assert readings.version == load_reader().version


def test_a_row_is_read_like_the_supplier_that_it_becomes() -> None:
    content: dict[str, Any] = {
        "organization": {"name": "Nhựa Bình Minh", "name_en": "Binh Minh Plastics"},
        "profile": PROFILE,
    }
    assert prepare_row_readings(content, load_reader()) == prepare_readings(CONTENT, load_reader())
    sparse = prepare_row_readings({"organization": {"name": "A"}, "profile": {}}, load_reader())
    assert (sparse.capabilities, from_json(sparse.profile).suggestions) == ((), ())


def test_readings_travel_as_json() -> None:
    readings = prepare_readings(CONTENT, load_reader())
    assert SupplierReadings.from_json(readings.to_json()) == readings


def test_the_words_of_an_instance_make_another_reader() -> None:
    own = reader_with((("qwertz 17", "PLA-INJ"),))
    assert own is reader_with((("qwertz 17", "PLA-INJ"),))
    assert reader_with(()) is load_reader()
    readings = prepare_readings(CONTENT, own)
    assert (readings.version == load_reader().version, readings.needs_review) == (False, False)
