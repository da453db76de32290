"""What can't be done and why, said in both languages: what every command may answer instead of its work."""

from collections.abc import Iterable


class RefusedError(Exception):
    """Something can't be done.

    content: whether the content is at fault, and not the call or the machine. messages: what somebody else said of it.
    """

    def __init__(self, th: str, en: str, *, content: bool = False, messages: Iterable[str] = ()) -> None:
        self.th = th
        self.en = en
        self.content = content
        self.messages = tuple(messages)
        super().__init__("\n".join((f"{th} / {en}", *self.messages)))
