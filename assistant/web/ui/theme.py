"""The look: fonts that the machine has, calm colours, two style sheets."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

STYLES = [Path(__file__).with_name(name) for name in ("style.css", "reader.css")]
_SANS = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "sans-serif")
"""Plain names, never GoogleFont or LocalFont: nothing is fetched for them."""
_MONO = ("Noto Sans Mono CJK SC", "Consolas", "monospace")


def theme() -> gr.themes.Base:
    """Return the theme, light and dark."""
    return gr.themes.Default(
        primary_hue="blue", neutral_hue="zinc", radius_size="sm", spacing_size="sm", text_size="md", font=_SANS,
        font_mono=_MONO,
    ).set(
        body_background_fill="#f5f6f8", body_background_fill_dark="#14171c",
        background_fill_primary="#ffffff", background_fill_primary_dark="#1c2027",
        block_background_fill="#ffffff", block_background_fill_dark="#1c2027",
        border_color_primary="#dfe3e8", border_color_primary_dark="#343a44",
        body_text_color="#1d2430", body_text_color_dark="#e3e6ea",
        body_text_color_subdued="#5b6675", body_text_color_subdued_dark="#9aa4b2",
        button_primary_background_fill="#1f5a96", button_primary_background_fill_hover="#184a7d",
        button_primary_background_fill_dark="#2f6fb0", button_primary_background_fill_hover_dark="#3a7dc2",
        button_primary_text_color="#ffffff", button_primary_text_color_dark="#ffffff",
        block_label_text_color="#3a4453", block_label_text_color_dark="#c3cad4",
        block_shadow="none", block_border_width="0px", input_background_fill="#ffffff",
        input_background_fill_dark="#15181d", slider_color="#1f5a96", slider_color_dark="#4c8fd3",
        color_accent="#1f5a96", checkbox_background_color_selected="#1f5a96",
        checkbox_background_color_selected_dark="#4c8fd3", checkbox_border_color_selected="#1f5a96",
        checkbox_border_color_selected_dark="#4c8fd3", checkbox_label_background_fill_dark="#15181d",
        checkbox_label_background_fill_selected_dark="#25364a", block_label_background_fill_dark="#1c2027",
    )  # fmt: skip
