"""What the system says of a file or a port → why, in Chinese. The one place where an OSError is put into words."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_REASONS: Mapping[int, str] = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EISDIR: "这是目录，不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "已有同名的文件或目录",
    errno.ENAMETOOLONG: "路径或文件名太长",
    errno.EILSEQ: "文件名里有系统不支持的字符",
    errno.EINVAL: "文件名或路径不合系统的要求",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EFBIG: "文件超过了文件系统的上限",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EPIPE: "接收的一方已经关闭",
    errno.ESTALE: "网络磁盘的连接已失效",
    errno.ETIMEDOUT: "网络磁盘没有响应",
    errno.ENODEV: "磁盘已断开",
    errno.ENXIO: "磁盘已断开",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EAFNOSUPPORT: "本机不支持这种地址",
}


def reason(error: OSError) -> str:
    """Return why: ``reason(FileNotFoundError(2, "No such file or directory"))`` → ``"没有这个文件或目录"``.

    What is not known is told by its number, which an administrator can look up: ``"系统错误 99"``.
    """
    known = _REASONS.get(error.errno or 0)
    return known or (f"系统错误 {error.errno}" if error.errno else "系统没有说明原因")
