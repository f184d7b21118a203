"""Thai and Arabic digits. Screens use Arabic digits; official papers use Thai ones."""

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def to_thai(text) -> str:
    """Write the Arabic digits of `text` (text or number) as Thai ones; everything else stays."""
    return str(text).translate(_TO_THAI)


def to_arabic(text) -> str:
    """Write the Thai digits of `text` as Arabic ones; everything else stays."""
    return str(text).translate(_TO_ARABIC)
