"""OLE compound files written by hand."""

import struct

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams. Short ones are padded to the size from which they need no stream of short ones."""
    contents = [content.ljust(4096, b"\0") for content in streams.values()]
    sizes = [len(content) for content in contents]
    counts = [-(-size // SECTOR) for size in sizes]
    entries = 1 + len(streams)
    folder = -(-entries * 128 // SECTOR)
    used = folder + sum(counts)
    tables = 1
    while tables * 128 < used + tables:
        tables += 1
    starts, chain = [], []
    at = tables + folder
    chain += [FAT] * tables
    chain += [*range(tables + 1, tables + folder), END]
    for count in counts:
        starts.append(at)
        chain += [*range(at + 1, at + count), END]
        at += count
    chain += [FREE] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += b"".join(struct.pack("<I", n) for n in range(tables)).ljust(109 * 4, b"\xff")
    # A chain of brothers to the right is a tree, too, if a slow one.
    names = sorted(range(len(streams)), key=lambda i: (len(list(streams)[i]), list(streams)[i].upper()))
    order = {stream: place for place, stream in enumerate(names)}
    directory = entry("Root Entry", 5, END, 0, child=1 + names[0] if names else FREE)
    for index, name in enumerate(streams):
        place = order[index]
        right = 1 + names[place + 1] if place + 1 < len(names) else FREE
        directory += entry(name, 2, starts[index], sizes[index], right=right)
    directory = directory.ljust(folder * SECTOR, b"\0")
    out = header + struct.pack(f"<{len(chain)}I", *chain) + directory
    for content, count in zip(contents, counts):
        out += content.ljust(count * SECTOR, b"\0")
    return out


def entry(name: str, kind: int, start: int, size: int, right: int = FREE, child: int = FREE) -> bytes:
    """An entry of the directory."""
    wide = name.encode("utf-16-le")
    out = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    out += struct.pack("<III", FREE, right, child) + bytes(16 + 4 + 16)
    return out + struct.pack("<IQ", start, size)
