"""The command line: ``qicao serve | ingest | search | draft | check | rebuild``.

Reads arguments and settings, calls one command, and says errors in Chinese on standard error. Exit status: 0 done,
1 not done, or nobody reads its output any more, 2 used wrongly, 130 interrupted. The heavy imports wait until a command needs them.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.oserrors import reason
from assistant.settings import Settings, data_dir_of
from ingest.errors import QicaoError

if TYPE_CHECKING:
    from assistant.commands import Builder

Command = Callable[[argparse.Namespace, Settings, "Builder"], int]
_OURS = ("app", "assistant", "ingest")
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 没有 \2 这个选择，可选：\3"),
    (r"argument (.+?): invalid int value: (.+)", r"\1 应为整数，不能是 \2"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 后面缺少取值"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 不带取值，不能写 \2"),
    (r"argument (.+?): (.+)", r"\1 \2"),
)
"""What argparse complains of → the same in Chinese; the last is for complaints of our own, which are already."""


def main(argv: Sequence[str] | None = None, *, build: Builder, environ: Mapping[str, str] | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        argv: the arguments; None means the process's own.
        build: puts the parts together.
        environ: the environment's variables; None means the process's own.
    """
    _say_only_ours()
    variables = os.environ if environ is None else environ
    arguments = _parser(data_dir_of(variables)).parse_args(argv)
    try:
        given = {each.name: getattr(arguments, each.name, None) for each in fields(Settings)}
        settings = Settings.from_environment(variables, **given)
        command: Command = _command(arguments.command)
        status = command(arguments, settings, build)
        sys.stdout.flush()  # what is only said at exit could not be caught here
        return status
    except QicaoError as error:
        print(error.detail, file=sys.stderr)
        return 1
    except OSError as error:
        if isinstance(error, BrokenPipeError) and _unread():
            return 1
        named = f"“{error.filename}”" if error.filename else "文件"
        print(f"{named}无法读写（{reason(error)}）；请检查路径、权限和磁盘空间。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130


def _say_only_ours() -> None:
    """Let only our own warnings, and others' errors, reach the terminal.

    What libraries warn of, in English, is told in an answer or in a source's warnings. Where a program that calls us has
    set up a log of its own, everything goes there.
    """
    if logging.lastResort:
        logging.lastResort.addFilter(_for_terminal)
    logging.getLogger("uvicorn.error").addFilter(_for_terminal)  # it brings a handler of its own


def _for_terminal(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR or record.name.partition(".")[0] in _OURS


def _unread() -> bool:
    """Tell whether who read our output (``qicao search … | head``) has gone; if so, drop what is left of it."""
    try:
        print(flush=True)  # some other pipe may have broken; only writing tells
    except BrokenPipeError:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # or the interpreter would complain at exit
        return True
    return False


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  (handed on as they come)
        super().__init__(**kwargs, allow_abbrev=False, add_help=False, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "参数", "选项"  # argparse has no other way to name them
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say wrong usage in Chinese and exit with status 2."""
        self.exit(2, f"参数有误：{_complaint(message)}。\n用法见：{self.prog} --help\n")


def _complaint(message: str) -> str:
    """Return a complaint of argparse in Chinese, as it came where the wording is not known."""
    for english, chinese in _COMPLAINTS:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(chinese)
    return message


def _parser(data_dir: str) -> argparse.ArgumentParser:
    where = f"数据目录现为 {os.path.expanduser(data_dir)}；要改，用命令的 --data-dir，或环境变量 QICAO_DATA_DIR。"
    parser = _Parser(prog="qicao", description="起草：依据往年计划、总结起草章节提纲，每一条都有出处。", epilog=where)
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text, description=help_text, epilog=where)
        made.add_argument("--data-dir", metavar="目录", help="数据目录；不写则用下面所说的")
        made.add_argument("--encoder", metavar="模型", help="bundled（自带），或 sentence-transformers 模型目录、名称")
        return made

    _serve(command("serve", "启动网页与接口服务"))
    ingest = command("ingest", "把文件收进资料库；目录会逐层查找，压缩包（.zip）和邮件（.eml）会打开")
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
