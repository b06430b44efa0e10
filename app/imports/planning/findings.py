"""What comes up when rows are compared with the register and with one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.i18n import Text
from app.spreadsheets.tables import MAX_QUOTED

Json = dict[str, Any]

CHANGED_SINCE_PREVIEW = Text(
    "The register changed since the preview: what would become of this row now is shown. Accept"
    " it, or skip the row.",
    "Dữ liệu đã thay đổi kể từ lúc xem trước: kết quả mới của dòng được hiển thị. Hãy chấp nhận"
    " hoặc bỏ qua dòng.",
)
CANNOT_BE_WRITTEN = Text("{reason}", "{reason}")
REPEATED_ROW = Text(
    "This row says the same as row {first}, which is used.",
    "Dòng này giống hệt dòng {first}; dòng {first} được sử dụng.",
)
KEY_REPEATED = Text(
    "{column} '{value}' stands in the rows {rows} with different content. Skip all but one, or"
    " correct the key.",
    "{column} '{value}' có ở các dòng {rows} với nội dung khác nhau. Hãy giữ lại một dòng hoặc sửa"
    " khóa.",
)
UNKNOWN_ID = Text(
    "Nothing registered here has the id '{value}'. Correct it, or accept to leave it aside.",
    "Không có bản ghi nào với id '{value}'. Hãy sửa lại, hoặc chấp nhận để bỏ qua id này.",
)
FOREIGN_ID = Text(
    "Nothing registered here has this id, so it is left aside.",
    "Không có bản ghi nào với id này nên id được bỏ qua.",
)
KEYS_DISAGREE = Text(
    "The keys of this row belong to different companies: {companies}. Say which is meant.",
    "Các khóa của dòng này thuộc về những doanh nghiệp khác nhau: {companies}. Hãy chọn một.",
)
SEVERAL_OF_NAME = Text(
    "Several registered companies have this name. Say which is meant, or that it is a new one.",
    "Có nhiều doanh nghiệp đã đăng ký cùng tên này. Hãy chọn một, hoặc xác nhận là doanh nghiệp"
    " mới.",
)
OTHER_COMPANY = Text(
    "The number '{value}' belongs to '{name}', and the row names another company. Accept to"
    " overwrite it, or correct the number.",
    "Mã '{value}' thuộc về '{name}', nhưng dòng này ghi tên doanh nghiệp khác. Hãy chấp nhận để"
    " ghi đè, hoặc sửa mã.",
)
TAX_CODE_CHANGES = Text(
    "'{name}' is registered with the tax code {registered}, and the row says {value}. Accept to"
    " change it, or correct the row.",
    "'{name}' đã đăng ký với mã số thuế {registered}, nhưng dòng này ghi {value}. Hãy chấp nhận để"
    " đổi, hoặc sửa dòng.",
)
NUMBER_TAKEN = Text(
    "The number '{value}' is that of another supplier ({holder}). Give this row another number,"
    " or none.",
    "Mã '{value}' là của nhà cung cấp khác ({holder}). Hãy đặt mã khác hoặc để trống.",
)
TAX_CODE_REGISTERED = Text(
    "'{name}' has this tax code, so this is no new company.",
    "'{name}' đã đăng ký mã số thuế này nên đây không phải doanh nghiệp mới.",
)
MAY_BE_REGISTERED = Text(
    "This may be a company that is registered already. Say which, or that it is a new one.",
    "Có thể doanh nghiệp này đã được đăng ký. Hãy chọn doanh nghiệp, hoặc xác nhận là doanh nghiệp"
    " mới.",
)
UNKNOWN_COMPANY = Text(
    "There is no company or supplier with the id '{value}'.",
    "Không có doanh nghiệp hoặc nhà cung cấp với id '{value}'.",
)
NEW_COMPANY = Text("It is a new company", "Là doanh nghiệp mới")
LEAVE_OUT = Text("It is the same: leave this row out", "Trùng: bỏ qua dòng này")
COMPANY_REGISTERED = Text(
    "The company is registered and gets this profile.",
    "Doanh nghiệp đã được đăng ký và sẽ có hồ sơ này.",
)
MATCHED_BY_NAME = Text(
    "Nothing but the same name says that these are the same.",
    "Chỉ dựa vào tên trùng khớp để coi là một.",
)

UNDECIDABLE = frozenset(
    {
        "cannot_be_written",
        "external_id_taken",
        "keys_disagree",
        "tax_code_registered",
        "unknown_company",
    }
)
"""Questions that need a correction or a choice: accepting them is no answer."""


@dataclass(slots=True)
class Plan:
    """What will become of one row.

    Attributes:
        action: "create", "update" or "unchanged"; None when that is not clear.
        target_id: The record that is meant, where there is one.
        organization_id: Registered company that gets its profile.
        differences: What an update changes: column, old and new text.
        problems: What a person must decide.
        guesses: What was decided without being asked.
        candidates: Registered companies that may be the same.
    """

    action: str | None = None
    target_id: str | None = None
    organization_id: str | None = None
    differences: list[Json] = field(default_factory=list)
    problems: list[Json] = field(default_factory=list)
    guesses: list[Json] = field(default_factory=list)
    candidates: list[Json] = field(default_factory=list)

    def ask(
        self,
        code: str,
        text: Text,
        column: str | None = None,
        value: str | None = None,
        suggestions: Sequence[Json] = (),
        **params: object,
    ) -> None:
        """Add a question."""
        self.problems.append(
            problem(code, text, column, value, suggestions, severity="asked", **params)
        )

    def ask_about_candidates(self) -> None:
        """Ask whether the row is one of the companies that it looks like."""
        options = [same_as(found["organization_id"], found["name"]) for found in self.candidates]
        self.ask("may_be_registered", MAY_BE_REGISTERED, "name", None, [*options, new_company()])

    def guess(self, code: str, column: str, given: str, taken: str, text: Text) -> None:
        """Add something that was decided without being asked."""
        self.guesses.append(
            {
                "code": code,
                "column": column,
                "given": given[:MAX_QUOTED],
                "taken": taken[:MAX_QUOTED],
                "text": text._asdict(),
            }
        )


def problem(
    code: str,
    text: Text,
    column: str | None = None,
    value: str | None = None,
    suggestions: Sequence[Json] = (),
    *,
    severity: str = "asked",
    **params: object,
) -> Json:
    """Return a problem as rows keep it."""
    shown = value[:MAX_QUOTED] if value else None
    fields = {"value": shown, "column": column, **params}
    return {
        "code": code,
        "severity": severity,
        "column": column,
        "value": shown,
        "text": {language: text.render(language, **fields) for language in ("en", "vi")},
        "suggestions": list(suggestions),
    }


def same_as(organization_id: str, label: str) -> Json:
    """Return the suggestion that a row means a registered company."""
    words = {"en": label, "vi": label}
    return {"value": None, "label": words, "decision": {"same_as": organization_id}}


def new_company() -> Json:
    """Return the suggestion that a row means a company that is not registered."""
    return {"value": None, "label": NEW_COMPANY._asdict(), "decision": {"new": True}}


def leave_out() -> Json:
    """Return the suggestion to leave a row out."""
    return {"value": None, "label": LEAVE_OUT._asdict(), "decision": {"skip": True}}
