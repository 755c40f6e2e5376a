"""Every error that Qicao raises on purpose.

    QicaoError
    ├── RequestError            the caller asked for something that cannot be
    │   ├── EmptyQuery              nothing to search for
    │   ├── InvalidRequest          a field is missing, unknown or out of range
    │   └── NotFound                no such source, draft, passage or job
    ├── DocumentError           a file cannot become a source
    │   ├── UnsupportedMediaType    no reader for this kind of file
    │   ├── DamagedDocument         the bytes are not what the name says, or cut short
    │   ├── EncryptedDocument       a password is needed
    │   ├── ConverterMissing        a program that this kind of file needs is not installed
    │   ├── OcrMissing              a scan, and what reads pictures is not installed
    │   ├── NoTextFound             read, but there is no text in it
    │   └── SourceTooLarge          over the limit
    └── InstallationError       this installation cannot work
        ├── ModelUnavailable        the encoder's files are missing or changed
        ├── LibraryInUse            another process holds the data folder
        ├── LibraryDamaged          records fail their own integrity check
        └── InvalidSetting          a QICAO_… setting is unknown or has no sense

Each carries a stable snake_case ``code``, the HTTP ``status`` it becomes, and a Chinese ``detail`` that says what is
wrong, where, and what to do; ``str(error)`` is that detail. Foreign exceptions are turned into these at the seam where
they arise, with ``raise … from``.
"""

from typing import ClassVar


class QicaoError(Exception):
    """Base of the tree; never raised itself."""

    code = "error"
    status = 500
    title = "出错了"

    def __init__(self, detail: str) -> None:
        """Keep ``detail``: Chinese, one or two sentences, ends with what to do."""
        super().__init__(detail)
        self.detail = detail


class RequestError(QicaoError):
    """The caller asked for something that cannot be."""

    code, status, title = "invalid_request", 422, "请求有误"


class EmptyQuery(RequestError):
    """Nothing to search for."""

    code, status, title = "empty_query", 422, "检索内容为空"


class InvalidRequest(RequestError):
    """A field is missing, unknown or out of range."""


class NotFound(RequestError):
    """No such source, draft, passage or job; ``code`` is ``unknown_<what>``."""

    status, title = 404, "找不到"

    def __init__(self, what: str, identifier: str) -> None:
        """``what`` is one of ``NAMES``; ``identifier`` is quoted back, cut to 64 characters."""
        super().__init__(f"没有编号为“{identifier[:64]}”的{self.NAMES[what]}，可能已被删除；请核对编号。")
        self.code = f"unknown_{what}"

    NAMES: ClassVar = {"source": "来源文件", "precedent": "先例", "draft": "草稿", "passage": "段落", "job": "任务", "item": "提纲条目"}


class DocumentError(QicaoError):
    """A file cannot become a source."""

    status = 422


class UnsupportedMediaType(DocumentError):
    """No reader for this kind of file."""

    code, status, title = "unsupported_media_type", 415, "不支持的文件类型"


class DamagedDocument(DocumentError):
    """The bytes are not what the name says, or are cut short."""

    code, title = "damaged_document", "文件损坏"


class EncryptedDocument(DocumentError):
    """A password is needed to read the file."""

    code, title = "encrypted_document", "文件已加密"


class ConverterMissing(DocumentError):
    """A program that this kind of file is read with is not installed on this machine."""

    code, title = "converter_missing", "缺少转换程序"


class OcrMissing(DocumentError):
    """A scan or a photo, and the character recognition that reads them is not installed on this machine."""

    code, title = "ocr_missing", "缺少文字识别组件"


class NoTextFound(DocumentError):
    """The file was read, but holds no text."""

    code, title = "no_text_found", "没有可用文字"


class SourceTooLarge(DocumentError):
    """The file is over the limit."""

    code, status, title = "source_too_large", 413, "文件过大"


class InstallationError(QicaoError):
    """This installation cannot work as it is."""

    code, status, title = "installation_error", 503, "系统不可用"


class ModelUnavailable(InstallationError):
    """The encoder's files are missing or are not the ones that were shipped."""

    code = "model_unavailable"


class LibraryInUse(InstallationError):
    """Another process holds the data folder."""

    code = "library_in_use"


class LibraryDamaged(InstallationError):
    """The records fail their own integrity check."""

    code = "library_damaged"


class InvalidSetting(InstallationError):
    """A ``QICAO_…`` setting is unknown or has no sense."""

    code = "invalid_setting"
