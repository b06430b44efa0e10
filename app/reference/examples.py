"""Examples of answers about reference data, for the API documentation."""

from pydantic import JsonValue

VERSION = "2026-11-21+1a2b3c4d"

CATEGORY: dict[str, JsonValue] = {
    "code": "PLA-INJ",
    "parent": "PLA",
    "kind": "process",
    "name_vi": "Ép phun nhựa",
    "name_en": "Plastic injection moulding",
    "synonyms": {"vi": ["ép nhựa"], "en": ["injection molding"], "zh": ["注塑"]},
    "vsic2018": [{"code": "22209", "name": "Sản xuất sản phẩm khác từ plastic"}],
    "vsic2025": ["22209"],
    "hs2022": [{"code": "3926", "name": "Articles of plastics"}],
    "psip": ["ELE", "AUT", "MEC", "HIT"],
    "psip_checked": "sector list only",
    "note": "",
    "children": [],
}

CATEGORY_TREE: dict[str, JsonValue] = {
    "version": VERSION,
    "psip_sectors": {"ELE": "III. Điện tử"},
    "groups": [
        {
            "code": "PLA",
            "parent": None,
            "kind": "group",
            "name_vi": "Nhựa (gia công và sản phẩm nhựa)",
            "name_en": "Plastics",
            "synonyms": {},
            "vsic2018": [],
            "vsic2025": [],
            "hs2022": [],
            "psip": [],
            "psip_checked": "",
            "note": "",
            "children": [],
        }
    ],
}

CATEGORY_RELATIONS: dict[str, JsonValue] = {
    "version": VERSION,
    "general": [
        {
            "kind": "child",
            "closeness": 9500,
            "reason_en": "a special form of the category that was asked for",
            "reason_vi": "một dạng cụ thể của hạng mục được yêu cầu",
        }
    ],
    "pairs": [
        {
            "asked": "PLA-INJ",
            "offered": "TOO-PLM",
            "closeness": 4500,
            "reason_en": "makes the tool for this process",
            "reason_vi": "làm khuôn cho công đoạn này",
        }
    ],
}

RESOLUTION: dict[str, JsonValue] = {
    "text": "tu dien",
    "status": "ambiguous",
    "key": None,
    "candidates": [
        {
            "key": "ELC-CTL",
            "label_vi": "Tủ điện, bảng điều khiển",
            "label_en": "Control panels & switchgear",
            "reason": "alias",
            "void_since": None,
        },
        {
            "key": "ELC-PAS",
            "label_vi": "Linh kiện thụ động và bán dẫn",
            "label_en": "Passive & semiconductor components",
            "reason": "alias",
            "void_since": None,
        },
    ],
}

CERTIFICATION: dict[str, JsonValue] = {
    "code": "IATF-16949",
    "short_name": "IATF 16949",
    "name_en": "Automotive quality management",
    "name_vi": "Quản lý chất lượng ngành ô tô",
    "kind": "management_system",
    "subject": "organisation",
    "sector": "automotive",
    "typical_validity_years": "3",
    "current_edition": "IATF 16949:2016",
    "aliases": ["IATF 16949", "TS 16949"],
    "notes": "Issued only by IATF-recognised bodies.",
    "checked": "checked against a published page",
    "expires": True,
    "withdrawn_since": None,
    "satisfies": [
        {
            "code": "ISO-9001",
            "answer": "yes",
            "relation": "contains",
            "reason_en": "every ISO 9001 clause is audited",
            "reason_vi": "được đánh giá đủ mọi điều khoản của ISO 9001",
            "source": "general knowledge",
        }
    ],
    "satisfied_by": [],
}

PROVINCE: dict[str, JsonValue] = {
    "code": "79",
    "place_key": "current:79",
    "name_vi": "Hồ Chí Minh",
    "name_en": "Ho Chi Minh City",
    "full_name_vi": "Thành phố Hồ Chí Minh",
    "type": "city",
    "region_code": "SE",
    "region_vi": "Đông Nam Bộ",
    "region_en": "Southeast",
    "hq_city": "Hồ Chí Minh",
    "latitude": 10.82302,
    "longitude": 106.62965,
    "legacy": [
        {
            "code": "74",
            "place_key": "legacy:74",
            "name_vi": "Bình Dương",
            "full_name_vi": "Tỉnh Bình Dương",
            "name_ascii": "Binh Duong",
            "type": "province",
            "iso_3166_2": "VN-57",
            "key_economic_region": "SOUTH",
            "centre_city": "Thủ Dầu Một",
            "latitude": 10.9804,
            "longitude": 106.6519,
            "relation": "absorbed",
            "aliases": ["Binh Duong"],
            "place_hints": ["Thủ Dầu Một", "Dĩ An"],
            "label_vi": "Bình Dương cũ (nay là TP. Hồ Chí Minh)",
            "label_en": "old Bình Dương (today Ho Chi Minh City)",
        }
    ],
}

LINKAGE: dict[str, JsonValue] = {
    "id": "L21",
    "party_a": "UBND tỉnh Long An",
    "party_b": "UBND tỉnh Tây Ninh",
    "legacy_a": "80",
    "legacy_b": "72",
    "scope": "no",
    "scope_note": "framework",
    "agreement_level": "people's committees (provincial)",
    "subject": "Hợp tác phát triển kinh tế - xã hội",
    "event_date": "2018-09-28",
    "date_precision": "day",
    "period": "2018-2025",
    "document": "Thỏa thuận số 4645/TT-LA-TN",
    "document_note": "",
    "document_date": "2018-09-28",
    "source": "Long An / Tây Ninh Departments of Industry and Trade, 2019",
    "checked": "article text",
    "doubts": "",
}


def listing(item: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the example of a list with one item."""
    return {"version": VERSION, "items": [item]}
