import pytest

from foundation.documents.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("รายงานการประชุม ครั้งที่ 1.pdf", "รายงานการประชุม ครั้งที่ 1.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\สมชาย\\แผน.docx", "แผน.docx"),
        ("/var/www/x.csv", "x.csv"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "ab Set-Cookie- x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("ก\u200bข\u2066ค.pdf", "กขค.pdf"),
        ('<img src=x onerror="alert(1)">.png', "-img src=x onerror=-alert(1)--.png"),
        ("e\u0301tude.pdf", "étude.pdf"),
        ("con.pdf", "_con.pdf"),
        ("   .pdf", "file.pdf"),
        ("", "file"),
        ("...", "file"),
        (".htaccess", "file.htaccess"),
        ("\ud800.pdf", "-.pdf"),
    ],
)
def test_clean_name_keeps_what_is_text(given, kept):
    assert clean_name(given) == kept


def test_clean_name_of_great_length_keeps_the_ending():
    assert clean_name("ก" * 1000 + ".pdf") == "ก" * LONGEST + ".pdf"
