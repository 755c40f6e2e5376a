"""What the validator says of a request's field → the same in Chinese.

The wordings are by pydantic's error types (https://docs.pydantic.dev/latest/errors/validation_errors/).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDING = {
    "missing": "缺少此项",
    "extra_forbidden": "不认识的字段",
    "string_type": "应为文字",
    "string_unicode": "含有无效的字符",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "string_pattern_mismatch": "格式不对",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数值过大",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "bool_type": "应为 true 或 false",
    "list_type": "应为数组",
    "tuple_type": "应为数组",
    "too_long": "最多 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "model_attributes_type": "应为 JSON 对象；请求头 Content-Type 应为 application/json",
    "json_invalid": "不是有效的 JSON",
    "value_error": "应为一个文件",
}
_OTHERWISE = "取值不符合要求"


def complaint(error: Mapping[str, Any]) -> dict[str, str]:
    """Return ``{"location", "field", "message"}`` of one validation error.

    ``{"type": "missing", "loc": ("body", "title")}`` → ``{…, "field": "title", "message": "缺少此项"}``.
    """
    location, *path = error["loc"] or ("body",)
    if error["type"] == "json_invalid":
        path = []  # the position of the fault, not a field
    message = _WORDING.get(error["type"], _OTHERWISE).format_map(error.get("ctx") or {})
    return {"location": str(location), "field": ".".join(map(str, path)), "message": message.replace(" or ", " 或 ")}
