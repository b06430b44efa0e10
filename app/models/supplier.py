"""Supplier profiles: sites, capabilities and held certifications."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import CODE_LENGTH, ID_LENGTH, NAME_LENGTH, Base, Versioned, id_column
from app.models.organization import Organization


class SupplierProfile(Versioned, Base):
    """What an organization can supply. Its version also counts changes of what belongs to it."""

    __tablename__ = "supplier_profiles"
    __table_args__ = (
        CheckConstraint("employees >= 0", name="employees_not_negative"),
        CheckConstraint("founded_year BETWEEN 1800 AND 2200", name="founded_year_plausible"),
        CheckConstraint(
            "data_origin IN ('declared', 'imported', 'synthetic')", name="data_origin_known"
        ),
    )

    id: Mapped[str] = id_column("sup")
    organization_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="RESTRICT"), unique=True
    )
    external_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    description: Mapped[str] = mapped_column(Text, default="")
    employees: Mapped[int | None]
    founded_year: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    export_markets: Mapped[list[str]] = mapped_column(default=list)
    fdi_customers: Mapped[list[str]] = mapped_column(default=list)
    badges: Mapped[list[str]] = mapped_column(default=list)
    certifications_complete: Mapped[bool] = mapped_column(Boolean, default=False)
    reading: Mapped[str] = mapped_column(Text, default="")
    data_origin: Mapped[str] = mapped_column(String(20), default="declared")
    notes: Mapped[str] = mapped_column(Text, default="")

    organization: Mapped[Organization] = relationship(lazy="raise")
    sites: Mapped[list["Site"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="Site.id"
    )
    capabilities: Mapped[list["Capability"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="Capability.id"
    )
    certifications: Mapped[list["Certification"]] = relationship(
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Certification.id",
    )


def _supplier_id() -> Mapped[str]:
    return mapped_column(
        String(ID_LENGTH), ForeignKey("supplier_profiles.id", ondelete="CASCADE"), index=True
    )


class Site(Base):
    """A factory and its place; codes of both vintages (see ``app.reference.places``)."""

    __tablename__ = "sites"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_range"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="coordinates_both"),
        CheckConstraint(
            "legacy_province IS NULL OR province IS NOT NULL", name="legacy_with_current"
        ),
    )

    id: Mapped[str] = id_column("sit")
    supplier_id: Mapped[str] = _supplier_id()
    name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    address: Mapped[str | None] = mapped_column(String(1000))
    province: Mapped[str | None] = mapped_column(String(2), index=True)
    legacy_province: Mapped[str | None] = mapped_column(String(2), index=True)
    industrial_park: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class Capability(Base):
    """Something the supplier can make or do."""

    __tablename__ = "capabilities"
    __table_args__ = (
        CheckConstraint("category IS NOT NULL OR text <> ''", name="says_something"),
        CheckConstraint("monthly_capacity > 0", name="monthly_capacity_positive"),
        CheckConstraint("moq > 0", name="moq_positive"),
        CheckConstraint("lead_time_days >= 0", name="lead_time_not_negative"),
        CheckConstraint(
            "(monthly_capacity IS NULL) = (monthly_capacity_unit IS NULL)",
            name="monthly_capacity_with_unit",
        ),
        CheckConstraint("(moq IS NULL) = (moq_unit IS NULL)", name="moq_with_unit"),
    )

    id: Mapped[str] = id_column("cap")
    supplier_id: Mapped[str] = _supplier_id()
    category: Mapped[str | None] = mapped_column(String(CODE_LENGTH), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    materials: Mapped[list[str]] = mapped_column(default=list)
    processes: Mapped[list[str]] = mapped_column(default=list)
    machines: Mapped[list[str]] = mapped_column(default=list)
    tolerance: Mapped[str | None] = mapped_column(String(200))
    monthly_capacity: Mapped[Decimal | None]
    monthly_capacity_unit: Mapped[str | None] = mapped_column(String(20))
    moq: Mapped[Decimal | None]
    moq_unit: Mapped[str | None] = mapped_column(String(20))
    lead_time_days: Mapped[int | None]
    reading: Mapped[str] = mapped_column(Text, default="")
    needs_review: Mapped[bool] = mapped_column(Boolean, default=False, index=True)


class Certification(Base):
    """A certificate that the supplier holds, or says that it holds."""

    __tablename__ = "certifications"
    __table_args__ = (
        CheckConstraint("expires_on >= issued_on", name="expires_after_issue"),
        CheckConstraint("(verified_by IS NULL) = (verified_on IS NULL)", name="verified_by_and_on"),
    )

    id: Mapped[str] = id_column("cer")
    supplier_id: Mapped[str] = _supplier_id()
    code: Mapped[str] = mapped_column(String(CODE_LENGTH), index=True)
    as_written: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[str | None] = mapped_column(String(100))
    issuer: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    void_since: Mapped[date | None]
    verified_by: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    verified_on: Mapped[date | None]
