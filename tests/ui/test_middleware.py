"""What no page can mean is refused with a page that says so."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/search/?q=%00", "/provinces/?q=a%00b", "/search/?%00=a"])
def test_nul_sign_in_an_address_is_refused(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert "คำขอนี้ไม่สมบูรณ์" in response.content.decode()
