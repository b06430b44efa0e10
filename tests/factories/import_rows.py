"""Rows of spreadsheets that fill every column, and their headers in Vietnamese."""

from datetime import date

from tests.factories.client import Json
from tests.factories.spreadsheets import Value

Row = dict[str, Value]

DEMAND: Row = {
    "external_id": "RFQ-1",
    "name": "Vỏ máy khoan",
    "name_en": "Drill housing",
    "specification": "Dung sai ±0.05 mm; bề mặt VDI 27",
    "category": "PLA-INJ; Khuôn ép nhựa",
    "material": "PA6-GF30; ABS",
    "quantity": 50000,
    "unit": "cái",
    "period": "tháng",
    "required_certifications": "ISO 9001:2015; IATF 16949",
    "preferred_certifications": "ISO 14001",
    "delivery_province": "Bình Dương",
    "allowed_provinces": "TP.HCM; legacy:75",
    "max_distance_km": 120,
    "needed_by": date(2199, 3, 1),
    "drawing_ref": "DRW-1; DRW-2",
    "standard_ref": "UL 94 V-0",
    "approvals": "UL yellow card",
    "notes": "Gấp",
}
"""Every column of a demand."""

READ_DEMAND: Json = {
    "external_id": "RFQ-1",
    "name": "Vỏ máy khoan",
    "name_en": "Drill housing",
    "specification": "Dung sai ±0.05 mm; bề mặt VDI 27",
    "categories": ["PLA-INJ", "TOO-PLM"],
    "materials": ["PA6-GF30", "ABS"],
    "quantity": 50000,
    "unit": "pcs",
    "period": "month",
    "required_certifications": ["ISO-9001", "IATF-16949"],
    "preferred_certifications": ["ISO-14001"],
    "delivery": {
        "province": "79",
        "legacy_province": "74",
        "latitude": None,
        "longitude": None,
        "address": None,
    },
    "allowed_places": ["current:79", "legacy:75"],
    "max_distance_km": 120,
    "needed_by": "2199-03-01",
    "drawing_refs": ["DRW-1", "DRW-2"],
    "standard_refs": ["UL 94 V-0"],
    "approvals": ["UL yellow card"],
    "notes": "Gấp",
    "buyer_hidden": False,
}
"""The same as the API reads it back."""

VIETNAMESE_DEMAND_HEADERS = {
    "external_id": "Mã hàng",
    "name": "Tên hàng",
    "name_en": "Tên tiếng Anh",
    "specification": "Yêu cầu kỹ thuật",
    "category": "Ngành hàng",
    "material": "Vật liệu",
    "quantity": "Số lượng",
    "unit": "ĐVT",
    "period": "Kỳ",
    "required_certifications": "Chứng chỉ bắt buộc",
    "preferred_certifications": "Chứng chỉ ưu tiên",
    "delivery_province": "Nơi giao hàng",
    "allowed_provinces": "Tỉnh cho phép",
    "max_distance_km": "Khoảng cách tối đa",
    "needed_by": "Ngày cần hàng",
    "drawing_ref": "Số bản vẽ",
    "standard_ref": "Tiêu chuẩn",
    "approvals": "Phê duyệt",
    "notes": "Ghi chú",
}

SUPPLIER: Row = {
    "external_id": "NCC-7",
    "tax_code": "0100233488",
    "name": "Công ty TNHH Nhựa Ví Dụ",
    "name_en": "Example Plastics",
    "province": "Bình Dương",
    "address": "Lô A1, đường số 2",
    "industrial_park": "VSIP I",
    "categories": "PLA-INJ; TOO-PLM",
    "capabilities": "Ép phun vỏ máy; Khuôn ép nhựa",
    "materials": "ABS; PC",
    "machines": "máy ép 350 tấn",
    "monthly_capacity": "200 000 cái",
    "certifications": "ISO 9001 (2199-03-01); ISO/TS 16949; IATF 16949 (01/02/2198)",
    "employees": 120,
    "founded_year": 2009,
    "website": "https://vi-du.example",
    "contact_name": "Chị Ví Dụ",
    "contact_email": "vi.du@example.com",
    "contact_phone": "028 0000 0000",
    "export_markets": "JP; US",
    "fdi_customers": "Ví Dụ KK",
    "badges": "Chương trình 2025",
}
"""Every column of a supplier."""

VIETNAMESE_SUPPLIER_HEADERS = {
    "external_id": "Mã NCC",
    "tax_code": "Mã số thuế",
    "name": "Tên doanh nghiệp",
    "name_en": "Tên tiếng Anh",
    "province": "Tỉnh/Thành phố",
    "address": "Địa chỉ",
    "industrial_park": "KCN",
    "categories": "Ngành nghề",
    "capabilities": "Năng lực",
    "materials": "Vật liệu",
    "machines": "Máy móc thiết bị",
    "monthly_capacity": "Công suất tháng",
    "certifications": "Chứng chỉ",
    "employees": "Số lao động",
    "founded_year": "Năm thành lập",
    "website": "Website",
    "contact_name": "Người liên hệ",
    "contact_email": "Email",
    "contact_phone": "Số điện thoại",
    "export_markets": "Thị trường xuất khẩu",
    "fdi_customers": "Khách hàng FDI",
    "badges": "Chương trình",
}
