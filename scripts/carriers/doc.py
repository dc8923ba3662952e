"""Binary Word documents written by hand: what Word itself does and converters do not.

A document is a list of paragraphs: text, the mark that ends it, properties of the paragraph, and runs with properties of
characters. The text is stored in pieces: some in two bytes a character, some in one, in another order than they are read in, as
a fast save leaves them.
"""

import struct

from .ole import compound

HIDDEN, DELETED, STRUCK, RAISED, SPECIAL = b"\x3c\x08\x01", b"\x00\x08\x01", b"\x37\x08\x01", b"\x48\x2a\x01", b"\x55\x08\x01"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"


def depth(number: int) -> bytes:
    """In so many tables, one within the other."""
    return b"\x49\x66" + struct.pack("<I", number)


INNER_CELL, INNER_ROW = b"\x4b\x24\x01", b"\x4c\x24\x01"


def row(edges: list[int], merged: dict[int, int] | None = None) -> bytes:
    """The definition of a row; flags of merged cells by their number."""
    cells = b"".join(struct.pack("<H18x", (merged or {}).get(i, 0)) for i in range(len(edges) - 1))
    value = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return b"\x08\xd6" + struct.pack("<H", len(value) + 1) + value


RIGHT_FIRST, RIGHT_ON, BELOW_FIRST, BELOW_ON = 1, 2, 0x60, 0x20


class Document:
    """Text under way: runs of characters with their properties, paragraphs with theirs."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, bytes]] = []
        self.paragraphs: list[tuple[int, bytes]] = []
        self.length = 0

    def add(self, text: str, properties: bytes = b"") -> "Document":
        """Adds characters."""
        self.runs.append((text, properties))
        self.length += len(text)
        return self

    def end(self, mark: str = "\r", properties: bytes = b"") -> "Document":
        """Ends a paragraph, a cell or a row."""
        self.add(mark)
        self.paragraphs.append((self.length, properties))
        return self

    def line(self, text: str, mark: str = "\r", properties: bytes = b"") -> "Document":
        """A paragraph of plain text."""
        return self.add(text).end(mark, properties)

    def bytes(self, pieces: list[tuple[int, int, bool, int]], prcs: list[bytes] = (), flags: int = 0) -> bytes:
        """The file. Pieces as (from, to, in two bytes, prm), stored in the order given."""
        text = "".join(run for run, _ in self.runs)
        stream = bytearray(1536)
        places: list[int] = [0] * (len(text) + 1)
        stored: dict[int, tuple[int, int, int]] = {}
        for first, last, wide, prm in pieces:
            at = len(stream)
            content = text[first:last].encode("utf-16-le" if wide else "cp1252")
            stream += content
            for index in range(first, last):
                places[index] = at + (index - first) * (2 if wide else 1)
            stored[first] = (last, at if wide else at * 2 | 0x40000000, prm)
            stream += bytes(len(stream) % 2)
        places[len(text)] = len(stream)
        stream += bytes(-len(stream) % 512)
        table = bytearray()
        characters = self.characters(stream, places, text)
        paragraphs = self.paragraph_pages(stream, places)
        clx = b"".join(b"\x01" + struct.pack("<H", len(prc)) + prc for prc in prcs)
        order = sorted(stored)
        plc = b"".join(struct.pack("<I", first) for first in order) + struct.pack("<I", len(text))
        plc += b"".join(struct.pack("<HIH", 0, stored[first][1], stored[first][2]) for first in order)
        clx += b"\x02" + struct.pack("<I", len(plc)) + plc
        parts = {12: characters, 13: paragraphs, 33: clx}
        head = bytearray(1536)
        struct.pack_into("<HHHHHH", head, 0, 0xA5EC, 0xC1, 0, 0x804, 0, 0x0200 | flags)
        struct.pack_into("<I", head, 0x4C, len(text))
        for number, content in parts.items():
            struct.pack_into("<II", head, 0x9A + number * 8, len(table), len(content))
            table += content
        stream[:1536] = head
        return compound({"WordDocument": bytes(stream), "1Table": bytes(table)})

    def characters(self, stream: bytearray, places: list[int], text: str) -> bytes:
        """Pages of properties of characters, by where their bytes stand."""
        said = []
        at = 0
        for run, properties in self.runs:
            # A run may lie in several pieces.
            for index in range(at, at + len(run)):
                said.append((places[index], properties))
            at += len(run)
        return pages(stream, stretches(said), False)

    def paragraph_pages(self, stream: bytearray, places: list[int]) -> bytes:
        """Pages of properties of paragraphs."""
        said, at = [], 0
        for end, properties in self.paragraphs:
            said += [(places[index], struct.pack("<H", 0) + properties) for index in range(at, end)]
            at = end
        return pages(stream, stretches(said), True)


def stretches(said: list[tuple[int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Stretches of bytes that share their properties."""
    said = sorted(said)
    out: list[tuple[int, int, bytes]] = []
    for (place, properties), behind in zip(said, [*said[1:], (said[-1][0] + 2, b"")]):
        end = min(behind[0], place + 2)
        if out and out[-1][1] == place and out[-1][2] == properties:
            out[-1] = (out[-1][0], end, properties)
        else:
            out.append((place, end, properties))
    return out


def pages(stream: bytearray, said: list[tuple[int, int, bytes]], paragraphs: bool) -> bytes:
    """Writes pages into the stream; gives the table that lists them."""
    entry = 13 if paragraphs else 1
    groups: list[list[tuple[int, int, bytes]]] = [[]]
    room = 511
    for one in said:
        need = 4 + entry + len(one[2]) + 6
        if room < need + 8 or (groups[-1] and groups[-1][-1][1] != one[0]):
            groups.append([])
            room = 511
        groups[-1].append(one)
        room -= need
    numbers = []
    for group in groups:
        page = bytearray(512)
        count = len(group)
        bounds = [one[0] for one in group] + [group[-1][1]]
        struct.pack_into(f"<{count + 1}I", page, 0, *bounds)
        end = 511
        for index, (_, _, properties) in enumerate(group):
            if not paragraphs and not properties:
                continue
            content = bytes([len(properties)]) + properties
            if paragraphs:
                # Counted in words; where that is not even, a zero goes before.
                odd = len(properties) % 2
                content = bytes([(len(properties) + 1) // 2]) + properties if odd else b"\0" + bytes([len(properties) // 2]) + properties
            end = (end - len(content)) // 2 * 2
            page[end : end + len(content)] = content
            page[(count + 1) * 4 + index * entry] = end // 2
        page[511] = count
        numbers.append(len(stream) // 512)
        stream += page
    bounds = [group[0][0] for group in groups] + [groups[-1][-1][1]]
    return struct.pack(f"<{len(bounds)}I", *bounds) + struct.pack(f"<{len(numbers)}I", *numbers)


def report(document: Document) -> Document:
    """Everything at once."""
    cell, table = "\x07", IN_TABLE
    edges = [0, 2000, 4000, 6000, 8000]
    document.line("Station report").add("kept").add(" gone", DELETED).add(" hidden", HIDDEN).add(" struck", STRUCK).end()
    document.add("see \x13REF x\x14page 3\x15.").end()
    for texts, merged in [
        (["head", "a", "", "sum"], {0: BELOW_FIRST, 1: RIGHT_FIRST, 2: RIGHT_ON}),
        (["", "plan", "done", "sum"], {0: BELOW_ON}),
        (["巡查", "12", "11", "23"], None),
    ]:
        for text in texts:
            if text == "12":
                document.add("12").add("1", RAISED).end(cell, table)
            else:
                document.line(text, cell, table)
        document.end(cell, table + ROW_END + row(edges, merged))
    # A row with another number of cells, and a table in a cell.
    document.line("wide", cell, table)
    document.line("x", "\r", table + depth(2) + INNER_CELL).line("7", "\r", table + depth(2) + INNER_CELL)
    document.end("\r", table + depth(2) + INNER_CELL + INNER_ROW + row([0, 900, 1800]))
    document.line("y", "\r", table + depth(2) + INNER_CELL).line("8", "\r", table + depth(2) + INNER_CELL)
    document.end("\r", table + depth(2) + INNER_CELL + INNER_ROW + row([0, 900, 1800]))
    document.line("", cell, table)
    document.end(cell, table + ROW_END + row([0, 2000, 8000]))
    document.line("以上。")
    return document


def files() -> dict[str, bytes]:
    """All documents, by name."""
    document = report(Document())
    text = "".join(run for run, _ in document.runs)
    wide = [(0, len(text), True, 0)]
    # Where all characters are western, one byte each; the rest in two; stored backwards.
    pieces: list[tuple[int, int, bool, int]] = []
    at = 0
    while at < len(text):
        western = ord(text[at]) < 0x80
        end = at
        while end < len(text) and (ord(text[end]) < 0x80) == western and end - at < 23:
            end += 1
        pieces.append((at, end, not western, 0))
        at = end
    # The last save said more of a piece: it is hidden by one word, that one by a list.
    tail = Document()
    tail.line("first").line("second").line("third").line("fourth")
    hidden, listed = 0x5C << 1 | 1 << 8, 1
    prm = [(0, 6, False, 0), (6, 13, False, hidden), (13, 19, True, listed), (19, 26, False, 0)]
    return {
        "pieces.doc": document.bytes(wide),
        "fast-saved.doc": document.bytes(pieces[::-1], flags=4),
        "said-last.doc": tail.bytes(prm, prcs=[STRUCK], flags=4),
    }
