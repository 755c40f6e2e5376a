"""The command line: ``qicao serve | ingest | search | draft | check | rebuild``.

Reads arguments and settings, calls one command, and says errors in Chinese on standard error. Exit status: 0 done,
1 not done, 2 used wrongly, 130 interrupted. The heavy imports wait until a command needs them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.settings import Settings
from ingest.errors import QicaoError

if TYPE_CHECKING:
    from assistant.commands import Builder

Command = Callable[[argparse.Namespace, Settings, "Builder"], int]


def main(argv: Sequence[str] | None = None, *, build: Builder, environ: Mapping[str, str] | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        argv: the arguments; None means the process's own.
        build: puts the parts together.
        environ: the environment's variables; None means the process's own.
    """
    arguments = _parser().parse_args(argv)
    try:
        given = {each.name: getattr(arguments, each.name, None) for each in fields(Settings)}
        settings = Settings.from_environment(os.environ if environ is None else environ, **given)
        command: Command = _command(arguments.command)
        return command(arguments, settings, build)
    except QicaoError as error:
        print(error.detail, file=sys.stderr)
        return 1
    except OSError as error:
        named = f"“{error.filename}”" if error.filename else "文件"
        print(f"{named}无法读写（{error.strerror or error}）；请检查路径、权限和磁盘空间。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130


class _Parser(argparse.ArgumentParser):
    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  (handed on as they come)
        super().__init__(**kwargs, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Say wrong usage in Chinese round the library's own words, and exit with status 2."""
        self.exit(2, f"参数有误：{message}\n用法见：{self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="qicao", description="起草：依据往年计划、总结起草章节提纲，每一条都有出处。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text, description=help_text)
        made.add_argument("--data-dir", metavar="目录", help="数据目录（默认 ~/.local/share/qicao）")
        made.add_argument("--encoder", metavar="模型", help="bundled（自带），或 sentence-transformers 模型目录、名称")
        return made

    _serve(command("serve", "启动网页与接口服务"))
    ingest = command("ingest", "把文件收进资料库；目录会逐层查找")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="路径", help="文件或目录")
    ingest.add_argument("--upload-limit-mb", metavar="MB", help="单个文件的大小上限（默认 100）")
    search = command("search", "检索先例")
    search.add_argument("query", metavar="检索内容")
    search.add_argument("--json", action="store_true", help="输出 JSON，与接口相同")
    search.add_argument("--top-k", type=_top_k, default=10, metavar="条数", help="最多返回几段，1 到 100（默认 10）")
    _draft(command("draft", "起草一个章节"))
    command("check", "核对记录与索引是否一致；不一致时退出码为 1")
    command("rebuild", "由记录重建索引")
    return parser


def _top_k(value: str) -> int:
    if value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 100:
        return int(value)
    raise argparse.ArgumentTypeError("应为 1 到 100 之间的整数")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", metavar="地址", help="监听地址，只能是本机地址（默认 127.0.0.1）")
    parser.add_argument("--port", metavar="端口", help="监听端口（默认 8000）")
    parser.add_argument("--upload-limit-mb", metavar="MB", help="单个文件的大小上限（默认 100）")
    parser.add_argument("--corpus", type=Path, metavar="目录", help="资料库为空时先收进这个目录，并起草一份样例")


def _draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", required=True, metavar="标题", help="整篇文件的标题")
    parser.add_argument("--section", required=True, metavar="章节", help="要起草的章节")
    parser.add_argument("--doc-type", choices=("plan", "summary"), default="plan", help="计划或总结（默认 plan）")
    parser.add_argument("--organization", default="", metavar="单位", help="本单位名称")
    parser.add_argument("--year", type=int, metavar="年份", help="文件所属年份")
    parser.add_argument("--requirements", default="", metavar="要求", help="还须写到什么")
    parser.add_argument("--max-items", type=int, default=8, metavar="条数", help="提纲最多几条（默认 8）")
    parser.add_argument("--format", choices=("md", "json"), default="md", help="输出格式（默认 md）")
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到文件，不写则显示")


def _command(name: str) -> Command:
    from assistant import commands

    found: Command = {
        "serve": commands.serve,
        "ingest": commands.ingest,
        "search": commands.search,
        "draft": commands.draft,
        "check": commands.check,
        "rebuild": commands.rebuild,
    }[name]
    return found
