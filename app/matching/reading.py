"""Which texts of a demand and of a supplier are read, and as what."""

from app.matching.profiles import Capability, Demand, SupplierProfile
from app.reading import Reading, TextField, read


def demand_texts(demand: Demand) -> tuple[TextField, ...]:
    """Return the texts that say what a demand asks for."""
    return _filled(
        TextField(demand.name, "name"),
        TextField(demand.name_en, "name_en"),
        TextField(demand.specification, "specification"),
        TextField("; ".join(demand.materials), "materials"),
        TextField("; ".join(demand.standard_refs), "standard"),
    )


def capability_texts(capability: Capability) -> tuple[TextField, ...]:
    """Return the texts that say what one capability is."""
    return _filled(
        TextField(capability.text, "capability"),
        TextField("; ".join(capability.processes), "process"),
        TextField("; ".join(capability.materials), "materials"),
        TextField("; ".join(capability.machines), "machines"),
    )


def supplier_texts(supplier: SupplierProfile) -> tuple[TextField, ...]:
    """Return the texts that say what a supplier makes.

    Its name counts only beside other words: alone it says too little of what a company makes.
    """
    texts = [text for item in supplier.capabilities for text in capability_texts(item)]
    texts += _filled(TextField(supplier.description, "description"))
    if texts:
        name = f"{supplier.name}; {supplier.name_en}"
        texts += _filled(TextField(name, "organization"))
    return tuple(texts)


def read_demand(demand: Demand) -> Reading:
    """Return what a demand was read as, reading it now where that is not stored."""
    return demand.reading or read(demand_texts(demand))


def read_supplier(supplier: SupplierProfile) -> Reading:
    """Return what a supplier was read as, reading it now where that is not stored."""
    return supplier.reading or read(supplier_texts(supplier))


def _filled(*texts: TextField) -> tuple[TextField, ...]:
    return tuple(item for item in texts if item.text.strip())
