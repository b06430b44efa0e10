"""The form of an upload."""

from typing import Annotated

from fastapi import File, UploadFile
from pydantic import Field

from app.core.schemas import InputModel, Name, ShortText, example
from app.demands.content_schemas import ResourceId
from app.demands.statuses import InitialStatus
from app.imports.columns import ImportKind
from app.imports.schemas import Key


class ImportForm(InputModel):
    """A file to import."""

    model_config = example(
        {
            "file": "name,quantity,unit\nVỏ máy khoan,50000,pcs\n",
            "kind": "demands",
            "buyer_id": "org_00d201ee9eg0003zekxanckt",
            "list_name": "Linh kiện máy khoan 2027",
            "demand_status": "open",
        }
    )

    file: Annotated[UploadFile, File(description="The spreadsheet: .xlsx, .xls, .ods or text.")]
    kind: ImportKind
    """What the file holds."""
    buyer_id: ResourceId | None = None
    """Whose demands they are. The centre must say; a buyer's key stands for its own
    organization."""
    demand_list_id: ResourceId | None = None
    """List that exists and gets the demands."""
    list_name: Name | None = None
    """Name of the list that gets the demands; it is made if there is none. The file's name
    without its extension when both are left out."""
    demand_status: InitialStatus = "draft"
    """Status of new demands."""
    sheet: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    """Sheet to read; the likeliest when left out."""
    key: Key | None = None
    """The only key that counts for finding what is registered, beside Ketnoi's own ids."""
    source: ShortText | None = None
    """Where the file comes from; its name without the extension when left out."""
    dry_run: bool = False
    """Show the preview and keep nothing."""
