"""Tables, one module per aggregate. Import them all so that the metadata is complete."""

from app.models.access import ApiKey, AuditRecord, IdempotencyRecord
from app.models.base import Base
from app.models.demand import Demand, DemandCategory, DemandCertification, DemandList
from app.models.duplicates import OrganizationDistinction, OrganizationMerge
from app.models.imports import Import, ImportAnswer, ImportFilePart, ImportMapping, ImportRow
from app.models.market_change import MarketChange
from app.models.organization import Contact, Organization
from app.models.scoring_profile import ScoringActivation, ScoringProfileVersion
from app.models.supplier import Capability, Certification, Site, SupplierProfile
from app.models.synonym import Synonym

__all__ = [
    "ApiKey",
    "AuditRecord",
    "Base",
    "Capability",
    "Certification",
    "Contact",
    "Demand",
    "DemandCategory",
    "DemandCertification",
    "DemandList",
    "IdempotencyRecord",
    "Import",
    "ImportAnswer",
    "ImportFilePart",
    "ImportMapping",
    "ImportRow",
    "MarketChange",
    "Organization",
    "OrganizationDistinction",
    "OrganizationMerge",
    "ScoringActivation",
    "ScoringProfileVersion",
    "Site",
    "SupplierProfile",
    "Synonym",
]
