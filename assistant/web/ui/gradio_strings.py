"""Words that stand in Gradio's own code in English, whatever the language, and what this page says in their place."""

from __future__ import annotations

WORDINGS: tuple[tuple[str, str, str], ...] = (
    # JavaScript regular expression, for the whole text; in Chinese; in English, "" where Gradio's own will do
    (r"common\.upload", "上传", "Upload"),  # a name that its catalogue has no words for, as the next two
    (r"common\.complete", "已完成", "Complete"),
    (r"common\.progress", "进度", "Progress"),
    (r"More tabs", "更多页面", ""),
    (r"Click to upload or drop files", "点击选择文件，或把文件拖放到此处", ""),
    (r"File upload", "选择文件", ""),
    (r"Uploading (\d+) files?\.\.\.", "正在上传 $1 个文件……", ""),
    (r"Remove this file", "移去这个文件", ""),
    (r"number input for (.+)", "$1（输入数字）", ""),
    (r"range slider for (.+)", "$1（拖动滑块）", ""),
    (r"queue: (\d+)/(\d*) \|", "排队，第 $1 位 |", "In the queue: $1 |"),
    (r"In queue: (\d+) of (\d+)", "排队，第 $1 位，共 $2 位", ""),
    (r"processing \|", "处理中 |", ""),
    (r"Error", "没有完成", "Not done"),
    (r"Warning", "注意", ""),
    (r"Info", "说明", ""),
    (r"Close", "关闭", ""),
    (r"Connection Lost", "连接中断", ""),
    (
        r"Connection to the server was lost\. Attempting reconnection\.\.\.",
        "与本机服务的连接断开了，正在重新连接，连上后页面会自动刷新。若一直连不上，请确认起草服务仍在运行。",
        "The connection to the local service was lost; trying again. Once it is back, the page reloads by itself. "
        "If it stays away, make sure that Qicao is running.",
    ),
    (
        r"(?:Connection errored out|Could not parse server response|Could not resolve app config|Failed to fetch)\b.*",
        "没有连上本机服务；请确认起草服务仍在运行，然后重试。",
        "The local service did not answer; make sure that Qicao is running, then try again.",
    ),
    (
        r"(?:An error occurred|This application is currently busy\. Please try again)\.? ?",
        "这一步没有完成，请重试。",
        "This was not done; please try again.",
    ),
)
