"""Demand lists and demands: what buyers look for."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import (
    CODE_LENGTH,
    ID_LENGTH,
    NAME_LENGTH,
    Base,
    Searchable,
    Versioned,
    id_column,
)
from app.models.organization import Organization


class DemandList(Versioned, Searchable, Base):
    """What one buyer sends at once."""

    searched = ("name",)

    __tablename__ = "demand_lists"
    __table_args__ = (
        UniqueConstraint("buyer_id", "name"),
        UniqueConstraint("buyer_id", "external_id"),
        UniqueConstraint("id", "buyer_id"),
        CheckConstraint("name <> ''", name="name_given"),
    )

    id: Mapped[str] = id_column("lst")
    buyer_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="RESTRICT"), index=True
    )
    external_id: Mapped[str | None] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    note: Mapped[str] = mapped_column(Text, default="")

    buyer: Mapped[Organization] = relationship(lazy="raise")


class Demand(Versioned, Searchable, Base):
    """One sourcing request. Only its name, the item text, is required."""

    __tablename__ = "demands"
    __table_args__ = (
        ForeignKeyConstraint(
            ["demand_list_id", "buyer_id"],
            ["demand_lists.id", "demand_lists.buyer_id"],
            onupdate="CASCADE",  # a list that changes hands takes its demands along
            ondelete="CASCADE",
        ),
        UniqueConstraint("demand_list_id", "external_id"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint(
            "status IN ('draft', 'open', 'closed', 'awarded', 'cancelled')", name="status_known"
        ),
        CheckConstraint(
            "period IN ('once', 'day', 'week', 'month', 'quarter', 'year')", name="period_known"
        ),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("(quantity IS NULL) = (unit IS NULL)", name="quantity_with_unit"),
        CheckConstraint("period IS NULL OR quantity IS NOT NULL", name="period_of_a_quantity"),
        CheckConstraint("max_distance_km > 0", name="max_distance_positive"),
        CheckConstraint("delivery_latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("delivery_longitude BETWEEN -180 AND 180", name="longitude_in_range"),
        CheckConstraint(
            "(delivery_latitude IS NULL) = (delivery_longitude IS NULL)", name="coordinates_both"
        ),
        CheckConstraint(
            "max_distance_km IS NULL OR delivery_province IS NOT NULL"
            " OR delivery_latitude IS NOT NULL",
            name="distance_from_somewhere",
        ),
    )

    id: Mapped[str] = id_column("dem")
    buyer_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="RESTRICT"), index=True
    )
    demand_list_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    external_id: Mapped[str | None] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(20), default="draft", index=True)
    name: Mapped[str] = mapped_column(String(1000))
    name_en: Mapped[str | None] = mapped_column(String(1000))
    specification: Mapped[str] = mapped_column(Text, default="")
    materials: Mapped[list[str]] = mapped_column(default=list)
    drawing_refs: Mapped[list[str]] = mapped_column(default=list)
    standard_refs: Mapped[list[str]] = mapped_column(default=list)
    approvals: Mapped[list[str]] = mapped_column(default=list)
    quantity: Mapped[Decimal | None]
    unit: Mapped[str | None] = mapped_column(String(20))
    period: Mapped[str | None] = mapped_column(String(10))
    delivery_province: Mapped[str | None] = mapped_column(String(2))
    delivery_legacy_province: Mapped[str | None] = mapped_column(String(2))
    delivery_latitude: Mapped[float | None]
    delivery_longitude: Mapped[float | None]
    delivery_address: Mapped[str | None] = mapped_column(String(1000))
    allowed_places: Mapped[list[str]] = mapped_column(default=list)
    max_distance_km: Mapped[int | None]
    needed_by: Mapped[date | None]
    buyer_hidden: Mapped[bool] = mapped_column(Boolean, default=False)
    notes: Mapped[str] = mapped_column(Text, default="")
    reading: Mapped[str] = mapped_column(Text, default="")
    needs_review: Mapped[bool] = mapped_column(Boolean, default=False, index=True)

    buyer: Mapped[Organization] = relationship(lazy="raise")
    category_links: Mapped[list["DemandCategory"]] = relationship(
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="DemandCategory.position",
    )
    certification_links: Mapped[list["DemandCertification"]] = relationship(
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="DemandCertification.position",
    )


def _demand_id() -> Mapped[str]:
    return mapped_column(
        String(ID_LENGTH), ForeignKey("demands.id", ondelete="CASCADE"), primary_key=True
    )


class DemandCategory(Base):
    """A category that a person chose for a demand."""

    __tablename__ = "demand_categories"

    demand_id: Mapped[str] = _demand_id()
    code: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    position: Mapped[int]


class DemandCertification(Base):
    """A certificate that a demand requires or prefers."""

    __tablename__ = "demand_certifications"
    __table_args__ = (
        CheckConstraint("necessity IN ('required', 'preferred')", name="necessity_known"),
    )

    demand_id: Mapped[str] = _demand_id()
    code: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    necessity: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
