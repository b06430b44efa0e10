"""Columnar indices of suppliers and of demands: exact rankings without visiting every pair."""

from app.matching.index.demands import DemandIndex
from app.matching.index.results import IndexRanking, RankedDemand, RankedSupplier
from app.matching.index.suppliers import SupplierIndex

__all__ = ["DemandIndex", "IndexRanking", "RankedDemand", "RankedSupplier", "SupplierIndex"]
