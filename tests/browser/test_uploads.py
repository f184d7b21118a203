"""An officer's table on its way into the portal, in a real browser."""

import re

import pytest

pytestmark = pytest.mark.browser
TABLE = "สถานี;วันที่;ชั่วโมง;ค่า\n" + "".join(f"mm1;01/02/2569;{hour};{hour},5\n" for hour in range(1, 25)) + "mm1;x;1;2\n"


@pytest.mark.parametrize("width", [1280, 390])
def test_officer_maps_tries_and_imports_a_table(visit, width):
    visitor = visit(width, "officer.lampang@demo.example")
    page = visitor.page
    visitor.open("/desk/")
    page.click("main a[href='/pm25/uploads/new/']")
    file = {"name": f"ค่าฝุ่น {width}.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp874")}
    page.set_input_files("input[type=file]", file)
    page.select_option(
        "[name=group]", page.locator("[name=group] option:has-text('ระดับพื้นที่')").first.get_attribute("value")
    )
    page.click("text=ส่งไฟล์ >> nth=-1")
    page.wait_for_url(re.compile(r"/pm25/uploads/\d+/"))
    there = page.url.removeprefix(visitor.server)
    faults = visitor.look(f"/en{there}") + visitor.look(there)
    for name, value in {"date_order": "dmy", "era": "be", "parameter": "pm25", "unit": "µg/m³", "decimal": ","}.items():
        page.select_option(f"[name=map-{name}]", value)
    page.click("text=ลองนำเข้า")
    page.wait_for_selector("text=ผลการลองนำเข้า", timeout=30_000)
    faults += visitor.look(f"/en{there}") + visitor.look(there)
    page.click("main button.btn-x >> text=นำเข้า")
    page.wait_for_selector("text=ดูรอบการนำเข้า", timeout=30_000)

    assert faults + visitor.look(f"/en{there}") + visitor.look(there) == []
    assert page.inner_text(".facts dd >> nth=3") == "1"
    page.click("text=ดูรอบการนำเข้า")
    assert "/pm25/imports/" in page.url
