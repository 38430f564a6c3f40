"""YAML as plain values, each with its place in the file.

The text is read as a stream of events and not with a YAML constructor: nothing in it can make an object,
refer to itself or nest without end, and every plain value stays text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from georoutes.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

Keys = tuple[str | int, ...]
"""The way to a value: the keys of mappings and the positions in lists."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML was built with it
_DEEPEST = 50
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Tree:
    """Plain values, and for each way of keys that leads to one its line and column, counted from 0."""

    value: Any
    marks: dict[Keys, tuple[int, int]] = field(default_factory=dict)

    def mark(self, keys: Keys) -> tuple[int, int]:
        """Return the position of what the keys lead to, or of the nearest thing around it."""
        while keys and keys not in self.marks:
            keys = keys[:-1]
        return self.marks.get(keys, (0, 0))


def parse(text: str, name: str) -> Tree:
    """Read YAML as plain values: dicts, lists, texts and None.

    Parameters
    ----------
    text
        YAML.
    name
        The file's name, for the errors.

    Raises
    ------
    CaseError
        With line and column when the text is not YAML, or uses what a case file has no use for: anchors,
        aliases, tags, several documents.

    Examples
    --------
    >>> parse("country: NO", "case.yaml").value
    {'country': 'NO'}
    """
    reader = _Reader(text, name)
    try:
        return Tree(reader.document(), reader.marks)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"this is not YAML: {error.problem or error.context}; check indentation, quotes and colons"
        raise reader.fault(mark, message) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - before.rfind("\n")
        sign = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"the character U+{sign:04X} may not stand in a YAML file; remove it"
        raise CaseError(message, file=name, line=line, column=column) from None


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self.marks: dict[Keys, tuple[int, int]] = {}

    def fault(self, mark: Any, message: str) -> CaseError:  # noqa: ANN401  PyYAML has two classes of marks
        return CaseError(message, file=self.name, line=mark.line + 1, column=mark.column + 1)

    def position(self, event: Any) -> tuple[int, int]:  # noqa: ANN401  one of PyYAML's events
        return event.start_mark.line, event.start_mark.column

    def document(self) -> Any:  # noqa: ANN401  anything may stand in a file
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fault(
                        event.start_mark, "a second document begins here; one file holds one case"
                    )
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                value = self.node(event, ())
        return value

    def node(self, event: Any, keys: Keys) -> Any:  # noqa: ANN401  anything may stand in a file
        self.marks.setdefault(keys, self.position(event))
        self.refuse_what_is_not_plain(event, keys)
        if isinstance(event, yaml.ScalarEvent):
            # the parser in C gives a plain value the style "", that in Python None
            return None if not event.style and event.value in _NULLS else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, (*keys, len(items))))
            return items
        return self.mapping(keys)

    def mapping(self, keys: Keys) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                message = "a key must be plain text; put text with brackets or braces in quotes"
                raise self.fault(event.start_mark, message)
            key = event.value
            if key in entries:
                message = f"the key {key!r} stands here twice; give one of them another name"
                raise self.fault(event.start_mark, message)
            self.marks[(*keys, key)] = self.position(event)
            entries[key] = self.node(next(self.events), (*keys, key))
        return entries

    def refuse_what_is_not_plain(self, event: Any, keys: Keys) -> None:  # noqa: ANN401  one of PyYAML's events
        message = ""
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors (&) and aliases (*) are not used in case files; write the value again"
        elif tag not in {None, "!"}:
            message = f"tags ({tag[:40]}) are not used in case files; write the plain value"
        elif len(keys) > _DEEPEST:
            message = f"nested more than {_DEEPEST} levels deep; a case file needs fewer than ten"
        if message:
            raise self.fault(event.start_mark, message)
