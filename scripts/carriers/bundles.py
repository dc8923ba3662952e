"""Archives as they come: of Windows with names in GBK, of 7-Zip, of tar; nested, encrypted, cut off, bombs."""

import gzip
import io
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from pathlib import Path

from .package import pack

DATE = (2024, 1, 15, 8, 0, 0)
SECONDS = 1705305600
PASSWORD = "gouji"
NOTE = "今天天气很好。\n".encode()


def gbk_zip(members: dict[str, bytes], unicode_path: bool = False) -> bytes:
    """A ZIP archive with names in GBK that do not say so; with a field that says them in Unicode, too."""
    out, directory = io.BytesIO(), b""
    for name, content in members.items():
        raw = name.encode("gbk")
        extra = b""
        if unicode_path:
            field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + f"真{name}".encode()
            extra = b"\x75\x70" + len(field).to_bytes(2, "little") + field
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        numbers = [zlib.crc32(content), len(packed), len(content)]
        sizes = b"".join(n.to_bytes(4, "little") for n in numbers)
        lengths = len(raw).to_bytes(2, "little") + len(extra).to_bytes(2, "little")
        # Made by DOS, no flags, deflated, 2024-01-15 08:00.
        common = b"\x14\0\0\0\x08\0\0\x40\x2f\x58" + sizes + lengths
        at = out.tell()
        out.write(b"PK\x03\x04" + common + raw + extra + packed)
        directory += b"PK\x01\x02\x14\0" + common + bytes(10) + at.to_bytes(4, "little") + raw + extra
    at = out.tell()
    out.write(directory)
    count = len(members).to_bytes(2, "little")
    out.write(b"PK\x05\x06" + bytes(4) + count + count + len(directory).to_bytes(4, "little") + at.to_bytes(4, "little") + bytes(2))
    return out.getvalue()


def tar(members: dict[str, bytes], encoding: str, form: int) -> bytes:
    """A tar archive; a member without content and with an arrow in its name is a link."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form, encoding=encoding) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name.partition(" -> ")[0])
            info.mtime, info.size = SECONDS, len(content)
            if " -> " in name:
                info.type, info.linkname = tarfile.SYMTYPE, name.partition(" -> ")[2]
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def seven_zip(members: dict[str, bytes], *options: str, kind: str = "7z") -> bytes:
    """An archive by 7-Zip."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in members.items():
            path = Path(folder) / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        out = Path(folder) / f"out.{kind}"
        subprocess.run(
            ["7zz", "a", f"-t{kind}", "-mtm-", *options, str(out), *sorted(members)],
            check=True, capture_output=True, cwd=Path(folder) / "in",
        )
        return out.read_bytes()


def bomb(megabytes: int) -> bytes:
    """A solid 7z archive of nothing but zeros behind a note."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_bytes(NOTE)
        for name in "bc":
            with open(Path(folder) / f"{name}.txt", "wb") as file:
                file.truncate(megabytes << 20)
        subprocess.run(
            ["7zz", "a", "-t7z", "-m0=bzip2", "-ms=on", "-mtm-", "out.7z", "a.txt", "b.txt", "c.txt"],
            check=True, capture_output=True, cwd=folder,
        )
        return (Path(folder) / "out.7z").read_bytes()


def overlapping(entries: int, megabytes: int) -> bytes:
    """A ZIP archive whose directory names one member many times."""
    packed = pack({"0.txt": bytes(megabytes << 20)})
    start = packed.index(b"PK\x01\x02")
    end = packed.index(b"PK\x05\x06")
    entry = packed[start:end]
    many = b"".join(entry.replace(b"0.txt", f"{n:05}"[-5:].encode()) for n in range(entries))
    count = entries.to_bytes(2, "little")
    return packed[:start] + many + b"PK\x05\x06" + bytes(4) + count + count + len(many).to_bytes(4, "little") + start.to_bytes(4, "little") + bytes(2)


def files(corpus: Path, fixtures: Path) -> dict[str, bytes]:
    """All archives, by name."""
    page = next(corpus.glob("014-*")).read_bytes()
    text = next(corpus.glob("019-*")).read_bytes()
    document = (fixtures / "numbered.docx").read_bytes()
    plain = {"年报/石镜县年报.html": page, "年报/说明.txt": NOTE}
    dirty = {
        **plain,
        "年报/": b"",
        "__MACOSX/._说明.txt": b"x",
        "../../逃逸.txt": NOTE,
        "word/说明.txt": NOTE,
        "网页.html": b"<html><p>\xe6\x94\xbe\xe5\x81\x87</html>",
        "网页_files/logo.png": b"\x89PNG\r\n\x1a\n\0",
    }
    gbk = gbk_zip(dirty)
    deep = pack({"deepest.zip": pack({"a.txt": NOTE})})
    nested = {
        "里层.7z": seven_zip({"财政局.txt": text}),
        "套.zip": deep,
        "numbered.docx": document,
        "又一个.tar.gz": gzip.compress(tar({"a.txt": NOTE}, "utf-8", tarfile.USTAR_FORMAT), mtime=0),
    }
    long = "很长的文件夹名" * 12 + "/年报.txt"
    tarred = {"年报/石镜县年报.html": page, long: NOTE, "链接 -> 年报/石镜县年报.html": b"", "说明.txt": NOTE}
    packed = gzip.compress(tar(tarred, "gbk", tarfile.GNU_FORMAT), mtime=0)
    lock = f"-p{PASSWORD}"
    return {
        "gbk.zip": gbk,
        "unicode-path.zip": gbk_zip(plain, unicode_path=True),
        "utf8.zip": pack({name: content for name, content in plain.items()}),
        "nested.zip": pack(nested, stored=True),
        "empty.zip": pack({}),
        "cut.zip": gbk[: gbk.index("说明".encode("gbk")) + 40],
        "locked.zip": seven_zip(plain, lock, "-mem=ZipCrypto", kind="zip"),
        "locked-aes.zip": seven_zip(plain, lock, "-mem=AES256", kind="zip"),
        "overlapping.zip": overlapping(2000, 4),
        "solid.7z": seven_zip({**plain, "空.txt": b""}),
        "methods.7z": seven_zip(plain, "-ms=off", "-m0=PPMd"),
        "locked.7z": seven_zip(plain, lock),
        "locked-names.7z": seven_zip(plain, lock, "-mhe=on"),
        "bomb.7z": bomb(1024),
        "pax.tar": tar(tarred, "utf-8", tarfile.PAX_FORMAT),
        "gbk.tar.gz": packed,
        "cut.tar.gz": packed[: len(packed) * 2 // 3],
        "page.html.gz": gzip.compress(page, mtime=0),
    }
