"""Make the scanned pages of ``fixtures/`` again: ``python -m tests.reading.make_scans``; needs fonts-noto-cjk."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FIXTURES = Path(__file__).parent / "fixtures"
SIZE = (827, 1169)
"""A4 at 100 dots per inch."""
EM, PITCH = 22, 38
PAGE = [
    "　　　　月桥区教育局2031年安全工作计划",
    "　　一、排查安全隐患",
    "　　每月组织一次校园安全隐患排查，对消防设施、用电线路和",
    "校舍墙体逐一登记造册，明确整改责任人和完成时限，整改不到",
    "位的学校不得开学。",
    "　　二、加强防溺水教育",
    "　　暑假前召开防溺水主题班会，组织家长签订承诺书（一式两",
    "份），在危险水域设置警示标志，落实教师包片巡查制度。",
]
LEFT = [
    "　　三月开展安全培训，",
    "请消防人员到校指导，",
    "演练后及时修订预案，",
    "提高师生自救能力。",
    "　　四月检查食堂，建",
    "立食品留样台账。",
]
RIGHT = [
    "　　五月举办教学观摩，",
    "安排骨干教师结对帮带",
    "青年教师，提高课堂教",
    "学质量。",
    "　　六月总结经验，表",
    "彰先进集体。",
]


def main() -> None:
    file, index = subprocess.check_output(["fc-match", "-f", "%{file}|%{index}", "Noto Serif CJK SC"], text=True).split(
        "|"
    )
    font = ImageFont.truetype(file, EM, index=int(index))
    page = drawn([(105, 150, PAGE)], font)
    ImageDraw.Draw(page).text((SIZE[0] / 2, SIZE[1] - 70), "— 1 —", font=font, fill=30, anchor="mm")
    save(page, "scan_page.png")
    save(drawn([(105, 150, LEFT), (447, 150, RIGHT)], font), "scan_columns.png")


def drawn(blocks: Sequence[tuple[int, int, Sequence[str]]], font: ImageFont.FreeTypeFont) -> Image.Image:
    page = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(page)
    for left, top, lines in blocks:
        for at, line in enumerate(lines):
            pen.text((left, top + at * PITCH), line, font=font, fill=30)
    return page


def save(page: Image.Image, name: str) -> None:
    """Save in sixteen greys, with some noise."""
    greys = np.asarray(page, np.float32) + np.random.default_rng(1).normal(0, 6, SIZE[::-1])
    levels = Image.fromarray((greys.clip(0, 255) // 16 * 17).astype(np.uint8))
    levels.quantize(16).save(FIXTURES / name, optimize=True)


if __name__ == "__main__":
    main()
