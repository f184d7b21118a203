"""The two layouts of a Thai keyboard, key by key: US and Kedmanee (มอก. 820-2538)."""

LATIN_ROWS = ["`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"]
LATIN_SHIFTED = ["~!@#$%^&*()_+", "QWERTYUIOP{}|", 'ASDFGHJKL:"', "ZXCVBNM<>?"]
THAI_ROWS = ["_ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบลฃ", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ"]
THAI_SHIFTED = ["%+๑๒๓๔ู฿๕๖๗๘๙", '๐"ฎฑธํ๊ณฯญฐ,ฅ', "ฤฆฏโฌ็๋ษศซ.", "()ฉฮฺ์?ฒฬฦ"]

_LATIN = "".join(LATIN_ROWS + LATIN_SHIFTED)
_THAI = "".join(THAI_ROWS + THAI_SHIFTED)
_TO_THAI = str.maketrans(_LATIN, _THAI)
_TO_LATIN = str.maketrans(_THAI, _LATIN)

# Where each sign's key lies; on a sign of both layouts (/ - , . and so on) the Latin key counts
PLACES = {
    sign: (row, column)
    for rows in (THAI_ROWS, THAI_SHIFTED, LATIN_ROWS, LATIN_SHIFTED)
    for row, signs in enumerate(rows)
    for column, sign in enumerate(signs)
}


def typed_in_thai(text):
    """What the keys of Latin `text` give when the keyboard is set to Thai: password → ยฟหหไนพก."""
    return text.translate(_TO_THAI)


def typed_in_latin(text):
    """What the keys of Thai `text` give when the keyboard is set to English: รหัสผ่าน → isylzjko."""
    return text.translate(_TO_LATIN)
