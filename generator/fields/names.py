"""Names of files that every system can hold."""

import re

NAME_BYTES_LIMIT = 200
_RESERVED_STEMS = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def good_file_name(name: str) -> bool:
    """Return whether every system can hold a file of this name: Thai is fine, tricks and device names are not."""
    if not name or name[0] in ".-~" or name[-1] in ". " or len(name.encode("utf-8", "replace")) > NAME_BYTES_LIMIT:
        return False
    if re.search(r'[\x00-\x1f\x7f:?*<>|"\\`$%;\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]', name):
        return False
    last_of_basic_plane = 0xFFFF
    return not _RESERVED_STEMS.fullmatch(name) and all(ord(character) <= last_of_basic_plane for character in name)


def extension(path: str) -> str:
    """Return the extension in lower case without its dot, or an empty text."""
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
