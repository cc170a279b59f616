"""Bilingual Markdown: one language or both, headings numbered, text from data harmless."""

import pytest

from aidkit.report.prose import Prose, is_chinese, markdown_safe

SOURCE = "## 一、谁符合条件 · Who qualifies\n\n下表列出应享受待遇的人。\n\nThe table lists those entitled (低保)."


@pytest.mark.parametrize(
    ("lang", "html"),
    [
        ("zh", '<!-- contents --><h2 id="s1">一、谁符合条件</h2>\n<p>下表列出应享受待遇的人。</p>'),
        ("en", '<!-- contents --><h2 id="s1">Who qualifies</h2>\n<p>The table lists those entitled (低保).</p>'),
        ("both", '<!-- contents --><h2 id="s1">一、谁符合条件 <span class="en" lang="en">Who qualifies</span></h2>\n'
                 '<p>下表列出应享受待遇的人。</p>\n<div class="en" lang="en"><p>The table lists those entitled (低保).</p></div>'),
    ],
)  # fmt: skip
def test_shows_the_language_asked_for(lang, html):
    assert Prose(lang).html(SOURCE) == html


def test_remembers_title_and_sections():
    prose = Prose("both")
    prose.html("# 报告 · Report")
    prose.html(SOURCE + "\n\n### 小节 · Part\n\n## 二、钱 · Money")
    assert prose.title.en == "Report"
    assert [(anchor, text.en) for anchor, text in prose.sections] == [("s1", "Who qualifies"), ("s2", "Money")]


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("漏保 12 人", True),
        ("Missed cover (漏保): 12 persons in 晋江", False),
        ("12", False),
        ("按 `edge.multiple` 认定的低收入家庭", True),
    ],
)
def test_tells_chinese_from_english(text, chinese):
    assert is_chinese(text) is chinese


def test_text_from_data_shows_as_it_is():
    safe = markdown_safe("<script>a</script> *b* [c](d) 镇_1")
    assert Prose("en").html(f"Town {safe} is one of many towns.") == (
        "<p>Town &lt;script&gt;a&lt;/script&gt; *b* [c](d) 镇_1 is one of many towns.</p>"
    )
