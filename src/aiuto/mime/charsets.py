"""Bytes to text when the declared charset is an alias, a subset, a lie or missing."""

import re
from typing import Final

ALIASES: Final = {
    "utf8": "utf-8", "utf-8mb4": "utf-8", "cp65001": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8",
    "ascii": "cp1252", "us-ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "iso646-us": "cp1252", "646": "cp1252",
    "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252", "cp819": "cp1252", "ansi": "cp1252", "windows-1252": "cp1252", "x-ansi": "cp1252",
    "latin9": "iso-8859-15", "latin-9": "iso-8859-15", "latin2": "iso-8859-2", "latin-2": "iso-8859-2",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030",
    "x-gbk": "gb18030", "euc-cn": "gb18030", "csgb2312": "gb18030", "chinese": "gb18030", "ms936": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "big5hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "cp932": "cp932",
    "ms_kanji": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp",
    "iso-2022-jp": "cp50221", "cp50221": "cp50221", "csiso2022jp": "cp50221", "cp50220": "cp50221",
    "iso-2022-jp-1": "cp50221", "iso-2022-jp-ms": "cp50221", "iso-2022-kr": "iso2022_kr",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "cp949": "cp949", "uhc": "cp949",
    "hz-gb-2312": "hz", "hz": "hz", "koi8-r": "koi8-u", "koi8-u": "koi8-u", "koi8": "koi8-u",
    "utf-7": "utf-7", "utf7": "utf-7", "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7",
    "utf-16": "utf-16", "utf16": "utf-16", "unicode": "utf-16", "ucs-2": "utf-16", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be", "utf-32": "utf-32", "utf-32le": "utf-32-le", "utf-32be": "utf-32-be",
    "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "mac": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "ibm437": "cp437", "ibm850": "cp850", "ibm858": "cp858", "ibm852": "cp852", "ibm866": "cp866", "viscii": "cp1258",
}  # fmt: skip
FAMILY = re.compile(r"(?:x-)?(iso|windows|win|cp|ms)[-_]?(8859|\d{3,4})?[-_]?(\d{1,2})?$")
CODE_PAGES: Final = frozenset(
    "437 737 775 850 852 855 857 858 860 861 862 863 864 865 866 869 874 1250 1251 1252".split()
)
CODE_PAGES_WINDOWS: Final = frozenset("1253 1254 1255 1256 1257 1258".split())
SINGLE_BYTE = re.compile(r"cp(?:125\d|8\d\d|437|737|775)|iso-8859|koi8|mac_")
META = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
JIS_ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\([@BD]|\([BJIH])")
HARMLESS: Final = bytes(byte for byte in range(256) if (byte >= 32 and byte != 127) or byte in b"\t\n")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def codec_of(label: str) -> str | None:
    """The codec of a charset label as mail writes it, or None when there is no such charset.

    Only character sets are named here: Python's `zlib`, `idna` or `unicode_escape` codecs are not reachable.
    """
    label = label.strip(" \t\r\n\"'").lower().partition(" ")[0].partition("*")[0].removeprefix("charset=")
    known = ALIASES.get(label) or ALIASES.get(label.replace("_", "-"))
    return known or ("utf-8" if label == "utf-8" else _family_codec(label))


def _family_codec(label: str) -> str | None:
    found = FAMILY.match(label.partition("$")[0].partition("=")[0])
    if not found:
        return None
    _, number, member = found.groups()
    if number == "8859" and member and (1 <= int(member) <= 16) and member != "12":
        return ALIASES.get(f"iso-8859-{int(member)}", f"iso-8859-{int(member)}")
    page = f"{number or ''}{member or ''}"
    return f"cp{page}" if page in CODE_PAGES or page in CODE_PAGES_WINDOWS else None


def decode(data: bytes, label: str | None) -> tuple[str, str | None]:
    """The text and, when the label could not be believed, the name of the defect."""
    codec = codec_of(label) if label else None
    if not data.isascii():
        return _decode_high(data, label, codec)
    if b"\x1b$" in data and codec != "iso2022_kr":
        return _decode_jis(data), None
    if codec in {"utf-7", "hz"} or (codec and codec.startswith(("utf-16", "utf-32")) and b"\0" in data):
        return _lenient(data, codec), None
    return data.decode("ascii"), None


def _decode_high(data: bytes, label: str | None, codec: str | None) -> tuple[str, str | None]:
    """Text that is valid UTF-8 is UTF-8, whatever one-byte charset it claims: the reverse happens by no accident."""
    defect = "charset-unknown" if label and codec is None else "charset-missing" if codec is None else None
    one_byte = bool(codec and SINGLE_BYTE.match(codec))
    if codec is None or codec == "utf-8" or one_byte:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if codec == "utf-8" and error.reason == "unexpected end of data":
                return _lenient(data, codec), "charset-wrong"
            return _lenient(data, codec) if codec and one_byte else _guessed(data), defect or _lie(
                codec, one_byte
            )
        return text, defect or ("charset-wrong" if one_byte else None)
    return _decode_wide(data, codec)


def _lie(codec: str | None, one_byte: bool) -> str | None:
    return "charset-wrong" if codec and not one_byte else None


def _decode_wide(data: bytes, codec: str) -> tuple[str, str | None]:
    if codec == "cp50221":
        return _decode_jis(data), None
    if codec.startswith("utf-16"):
        return _decode_utf16(data, codec), None
    try:
        return data.decode(codec), None
    except UnicodeDecodeError:
        return _decode_lie(data, codec), "charset-wrong"


def _guessed(data: bytes) -> str:
    """8-bit text of which nobody knows more than that it is not clean UTF-8."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _lenient(data, "utf-16")
    multibyte = sum(len(found) for found in MULTIBYTE.findall(data))
    high = sum(byte > 127 for byte in data[:100_000])
    return _lenient(data, "utf-8" if multibyte * 2 > high else "cp1252")


def _decode_lie(data: bytes, codec: str) -> str:
    """Not what it claims to be: UTF-8 if it is that, else the claim with holes rather than noise."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _lenient(data, codec)


def _decode_utf16(data: bytes, codec: str) -> str:
    if codec == "utf-16" and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        sample = data[:2000]
        codec = "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    return _lenient(data, codec).removeprefix("\ufeff")


def _lenient(data: bytes, codec: str) -> str:
    if codec == "cp1252":
        return data.decode("cp1252", "replace")
    try:
        return data.decode(codec, "replace")
    except (LookupError, UnicodeError, ValueError):
        return data.decode("cp1252", "replace")


def _decode_jis(data: bytes) -> str:
    """ISO-2022-JP as Windows writes it (code page 50221): NEC rows and half-width katakana included."""
    pieces = JIS_ESCAPE.split(data)
    text = [_decode_jis_run(b"(B", pieces[0])]
    text += [_decode_jis_run(escape, run) for escape, run in zip(pieces[1::2], pieces[2::2], strict=True)]
    return "".join(text)


def _decode_jis_run(escape: bytes, run: bytes) -> str:
    if escape.startswith(b"$"):
        return _shifted(run).decode("cp932", "replace")
    if escape == b"(I":
        return bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in run).decode("cp932", "replace")
    return run.decode("ascii" if run.isascii() else "cp932", "replace")


def _shifted(run: bytes) -> bytes:
    """Two-byte JIS codes as Shift JIS; what stands between them (line ends) stays."""
    shifted = bytearray()
    index = 0
    while index < len(run):
        if index + 1 < len(run) and 0x21 <= run[index] <= 0x7E and 0x21 <= run[index + 1] <= 0x7E:
            high, low = run[index], run[index + 1]
            lead = ((high - 0x21) >> 1) + (0x81 if high < 0x5F else 0xC1)
            trail = low + ((0x1F if low < 0x60 else 0x20) if high & 1 else 0x7E)
            shifted += bytes((lead, trail))
            index += 2
        else:
            shifted.append(run[index])
            index += 1
    return bytes(shifted)


def charset_in_html(data: bytes) -> str | None:
    """The charset that an HTML page declares about itself, for parts whose headers are silent."""
    found = META.search(data[:4000])
    return found.group(1).decode("ascii") if found else None


def storable(text: str) -> str:
    """Text with line ends as \\n and nothing that a database or a page can't hold (NUL, controls, lone surrogates)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        clean = not text.encode("utf-8").translate(None, HARMLESS)
    except UnicodeEncodeError:
        clean = False
    return text if clean else CONTROL.sub("", text)
