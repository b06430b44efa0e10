"""Examples of the reconciliation protocol for the API's documentation."""

from pydantic import JsonValue

TYPE: dict[str, JsonValue] = {
    "id": "supplier",
    "name": "Supplier",
    "broader": [{"id": "organization", "name": "Company"}],
}
CANDIDATE: dict[str, JsonValue] = {
    "id": "org_00d201ee9eg0003zekxanckt",
    "name": "Công ty TNHH Cơ khí Chính xác Minh Phát",
    "description": "Minh Phat Precision Mechanical Co., Ltd · 0312345678 · Đồng Nai",
    "score": 96.5,
    "match": True,
    "type": [{"id": "supplier", "name": "Supplier"}],
    "features": [{"id": "name", "value": 92.0}, {"id": "province", "value": True}],
}
SUGGESTION: dict[str, JsonValue] = {
    "id": "org_00d201ee9eg0003zekxanckt",
    "name": "Công ty TNHH Cơ khí Chính xác Minh Phát",
    "description": "Minh Phat Precision Mechanical Co., Ltd · 0312345678 · Đồng Nai",
    "notable": [{"id": "supplier", "name": "Supplier"}],
}
_SERVICE = "https://ketnoi.example/v1/reconciliation/organizations"
MANIFEST: dict[str, JsonValue] = {
    "versions": ["0.2"],
    "name": "Ketnoi: companies",
    "identifierSpace": "urn:ketnoi:organizations:",
    "schemaSpace": "https://schema.org/Organization",
    "defaultTypes": [TYPE],
    "documentation": "https://ketnoi.example/docs",
    "serviceVersion": "0.1.0",
    "batchSize": 100,
    "view": {"url": f"{_SERVICE}/preview/{{{{id}}}}"},
    "preview": {"url": f"{_SERVICE}/preview/{{{{id}}}}", "width": 430, "height": 300},
    "suggest": {
        "entity": {"service_url": _SERVICE, "service_path": "/suggest/entities"},
        "property": {"service_url": _SERVICE, "service_path": "/suggest/properties"},
        "type": {"service_url": _SERVICE, "service_path": "/suggest/types"},
    },
    "extend": {
        "propose_properties": {"service_url": _SERVICE, "service_path": "/properties"},
    },
}
PROPOSAL: dict[str, JsonValue] = {
    "properties": [
        {"id": "employees", "name": "Employees", "description": "How many people work there."}
    ],
    "type": "supplier",
    "limit": 1,
}
EXTENSION: dict[str, JsonValue] = {
    "meta": [
        {"id": "certifications", "name": "Certifications"},
        {"id": "employees", "name": "Employees"},
    ],
    "rows": {
        "org_00d201ee9eg0003zekxanckt": {
            "certifications": [{"str": "ISO 9001"}],
            "employees": [{"int": 120}],
        }
    },
}
PREVIEW = "<!doctype html><title>Công ty TNHH Minh Phát</title><p>Company of a preview</p>"
