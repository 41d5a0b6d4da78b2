"""JSON that is walked while it comes, for documents too large to be held."""

import json
import re
from collections.abc import Iterator

from mcdeploy.catalog.refresh.quote import Unpriced

LARGEST = 2**20
"""Characters of one value that is read whole."""

_SPACE = re.compile(r"[ \t\r\n]*")
_MARK = re.compile(r'["{}\[\]]')
_OF_NUMBERS = "0123456789+-.eE"
"""After a value one of these says that of a number only the beginning has come."""

_IN_STRING = re.compile(r'["\\]')


class Stream:
    """A JSON text in pieces, with a place in it. Of the text no more is held than the value at that
    place. What is not JSON raises `Unpriced`."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._unread = False

    def members(self) -> Iterator[str]:
        """The keys of the object at this place. The value of each may be read with `value`, or
        walked with `members`, before the next key is asked for; else it is passed over."""
        self._unread = False
        self._take("{")
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            yield self._key()
            if self._unread:
                self._skip()
            if self._take(",}") == "}":
                return

    def value(self) -> object:
        """The whole value at this place."""
        self._unread = False
        self._peek()
        decode = json.JSONDecoder().raw_decode
        while True:
            try:
                found, end = decode(self._text, self._at)
            except (ValueError, RecursionError):
                end = len(self._text)
            if end < len(self._text) and self._text[end] not in _OF_NUMBERS:
                self._at = end
                return found
            if len(self._text) - self._at > LARGEST:
                raise Unpriced("the answer is not JSON")
            self._more()

    def _key(self) -> str:
        key = self.value()
        if not isinstance(key, str):
            raise Unpriced("the answer is not JSON")
        self._take(":")
        self._unread = True
        return key

    def _skip(self) -> None:
        self._unread = False
        if self._peek() not in "{[":
            self.value()
            return
        depth = 0
        while True:
            mark = self._find(_MARK)
            if mark == '"':
                self._skip_string()
            else:
                depth += 1 if mark in "{[" else -1
                if depth == 0:
                    return

    def _skip_string(self) -> None:
        while self._find(_IN_STRING) == "\\":
            if self._at == len(self._text):
                self._more()
            self._at += 1

    def _find(self, pattern: re.Pattern[str]) -> str:
        """The next match, after which the place is then."""
        while (found := pattern.search(self._text, self._at)) is None:
            self._at = len(self._text)
            self._more()
        self._at = found.end()
        return found[0]

    def _peek(self) -> str:
        """The next character that is no space."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            self._more()

    def _take(self, wanted: str) -> str:
        """One of these characters, and past it."""
        found = self._peek()
        if found not in wanted:
            raise Unpriced("the answer is not JSON")
        self._at += 1
        return found

    def _more(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            raise Unpriced("the answer ends in the middle")
        self._text, self._at = self._text[self._at :] + piece, 0
