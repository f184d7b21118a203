"""Adapters by the name under which sources and the command line know them. A new one is a file and a name here."""

from pm25.importers import (
    air4thai_current,
    air4thai_history,
    csv_readings,
    dustboy,
    firms,
    forecast_csv,
    gistda,
    openaq_archive,
    pcd_excel,
)

ADAPTERS = {
    adapter.NAME: adapter
    for adapter in (
        air4thai_current,
        air4thai_history,
        pcd_excel,
        dustboy,
        gistda,
        openaq_archive,
        firms,
        forecast_csv,
        csv_readings,
    )
}
# Those that can be fetched on the schedule; the others read files.
FEEDS = {name: adapter for name, adapter in ADAPTERS.items() if hasattr(adapter, "fetch")}
