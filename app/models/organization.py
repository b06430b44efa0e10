"""Organizations: companies that buy, supply, or do both; and their contacts."""

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import ID_LENGTH, NAME_LENGTH, Base, Searchable, Versioned, id_column

DATA_ORIGINS = ("declared", "imported", "synthetic")


class Organization(Versioned, Searchable, Base):
    """A company with its tax code and names.

    One that was found to be another stays as a record: ``merged_into_id`` says where it went, and
    lists, search and matching leave it out.
    """

    __tablename__ = "organizations"
    __table_args__ = (
        UniqueConstraint("country", "foreign_registration_number"),
        CheckConstraint("is_buyer OR is_supplier", name="has_a_side"),
        CheckConstraint(
            "tax_code IS NOT NULL OR country = 'VN' OR foreign_registration_number IS NOT NULL"
            " OR merged_into_id IS NOT NULL",
            name="can_be_identified",
        ),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        CheckConstraint("length(tax_code) IN (10, 13)", name="tax_code_length"),
        CheckConstraint("length(country) = 2", name="country_alpha_2"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint(
            "data_origin IN ('declared', 'imported', 'synthetic')", name="data_origin_known"
        ),
    )

    id: Mapped[str] = id_column("org")
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), index=True)
    name_en: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    tax_code: Mapped[str | None] = mapped_column(String(13), unique=True)
    country: Mapped[str] = mapped_column(String(2), default="VN")
    foreign_registration_number: Mapped[str | None] = mapped_column(String(100))
    is_buyer: Mapped[bool] = mapped_column(Boolean, default=False)
    is_supplier: Mapped[bool] = mapped_column(Boolean, default=False)
    website: Mapped[str | None] = mapped_column(String(500))
    address: Mapped[str | None] = mapped_column(String(1000))
    data_origin: Mapped[str] = mapped_column(String(20), default="declared")
    merged_into_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id"), index=True
    )

    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organization",
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Contact.id",
    )


class Contact(Base):
    """A person to call; shown only to the centre and to the organization itself."""

    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint(
            "name IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL", name="says_something"
        ),
    )

    id: Mapped[str] = id_column("con")
    organization_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    position: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    phone: Mapped[str | None] = mapped_column(String(40))

    organization: Mapped[Organization] = relationship(back_populates="contacts", lazy="raise")
