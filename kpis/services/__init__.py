from kpis.services.demonstration import load_demo_kpis, remove_demo_kpis
from kpis.services.reference import load_kpis

__all__ = ["load_demo_kpis", "load_kpis", "remove_demo_kpis"]
