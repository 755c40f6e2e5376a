"""Make the office files of ``fixtures/`` again: ``python -m tests.reading.make_fixtures``; needs soffice with Calc."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.reading.builders import saved
from tests.reading.test_sheet import calendar

FIXTURES = Path(__file__).parent / "fixtures"
WORDPAD = (
    r"{\rtf1\ansi\ansicpg936\deff0\deflang1033\deflangfe2052{\fonttbl{\f0\fnil\fcharset134 @宋体;}{\f1\fnil\fcharset0 Arial;}}"
    "\r\n"
    r"{\*\generator Msftedit 5.41.21.2510;}\viewkind4\uc1\pard\qc\lang2052\f0\fs32 @青柘区2031年防溺水工作方案\par"
    "\r\n"
    r"\pard\fs28 @一、工作目标\par"
    "\r\n"
    r"@全年开展防溺水教育\f1 4\f0 @次，做到\ldblquote @六不\rdblquote @。\par"
    "\r\n}\r\n\x00"
)
"""As WordPad writes it; what follows an ``@`` is escaped in code page 936."""


def plan() -> bytes:
    """Return a .docx with all that the readers of other formats are asked for."""
    document = docx.Document()
    document.add_heading("清河镇2031年校园安全工作计划", 0)
    document.add_heading("一、工作目标", 1)
    document.add_paragraph("全年组织应急演练四次，覆盖全部班级。")
    document.add_heading("二、主要任务", 1)
    for task in ("排查隐患", "开展培训", "检查食堂"):
        document.add_paragraph(task, style="List Number")
    document.add_paragraph("保持联系", style="List Bullet")
    document.add_heading("（一）演练安排", 2)
    table = document.add_table(3, 3)
    texts = ("月份", "工作", "负责人", "三月", "防火演练", "安全办", "四月", "防溺水教育", "教务处")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), texts, strict=True):
        cell.text = text
    paragraph = document.add_paragraph("检查结果每月")
    date = 'w:id="9" w:author="甲" w:date="2031-01-01T00:00:00Z"'
    for xml in (
        f"<w:del {nsdecls('w')} {date}><w:r><w:delText>通报两次</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')} {date}><w:r><w:t>通报一次</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r>",
        f"<w:r {nsdecls('w')}><w:t>。</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    return saved(document)


PICTURE = """<w:r {spaces}><w:drawing><wp:inline><wp:extent cx="1000000" cy="1000000"/><wp:docPr id="1" name="p"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/>
<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="1000000" cy="1000000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


def linking() -> bytes:
    """Return a .docx with a picture that lies on a server: port 11111 of this machine."""
    document = docx.Document()
    paragraph = document.add_paragraph("图在网上")
    link = document.part.relate_to("http://127.0.0.1:11111/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    paragraph._p.append(parse_xml(PICTURE.format(spaces=nsdecls("w", "wp", "a", "pic", "r"), link=link)))
    return saved(document)


def main() -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.docx").write_bytes(plan())
        (Path(folder) / "linking.docx").write_bytes(linking())
        (Path(folder) / "calendar.xlsx").write_bytes(calendar())
        made = ("plan.docx doc", "plan.docx rtf", "plan.docx odt", "linking.docx doc", "calendar.xlsx xls")
        for source, suffix in map(str.split, made):
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                suffix,
            ]
            subprocess.run([*command, "--outdir", folder, f"{folder}/{source}"], check=True, capture_output=True)
            shutil.copy(Path(folder) / f"{source.split('.')[0]}.{suffix}", FIXTURES)
    (FIXTURES / "wordpad.rtf").write_bytes(escaped(WORDPAD))


def escaped(text: str, codepage: str = "gbk") -> bytes:
    """Escape what is not ASCII as rich text does: ``"加@"`` → ``b"\\'bc\\'d3"``."""
    return b"".join(
        char.encode() if char < "\x80" else "".join(f"\\'{byte:02x}" for byte in char.encode(codepage)).encode()
        for char in text.replace("@", "")
    )


if __name__ == "__main__":
    main()
