from pm25.services.reference import load_pm25_reference

__all__ = ["load_pm25_reference"]
