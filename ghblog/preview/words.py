"""The interface's words, in English and Chinese: the browser says which it wants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from ghblog.preview.chinese import in_chinese

_TABLE: Mapping[str, tuple[str, str]] = {
    "create": ("new", "新文章"),
    "update": ("changed", "有改动"),
    "record": ("found on GitHub", "GitHub 上已有"),
    "rename": ("renamed", "已改名"),
    "refresh": ("in step", "已同步"),
    "keep": ("in step", "已同步"),
    "hold": ("held back", "暂不发布"),
    "conflict": ("edited on the web", "网页上有改动"),
    "refuse": ("refused", "无法发布"),
    "gone": ("file missing", "文件不见了"),
    "issue": ("issue", "议题"),
    "discussion": ("discussion", "讨论"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("note", "提示"),
    "preview": ("Preview", "预览"),
    "posts": ("Posts", "文章"),
    "overview": ("Overview", "概览"),
    "index": ("Index", "目录"),
    "no_posts": (
        "No posts yet. Save a Markdown file in the posts folder and it appears here.",
        "还没有文章。在文章文件夹里存一个 Markdown 文件，它就会出现在这里。",
    ),
    "nothing_fits": ("No post fits the filter.", "没有符合的文章。"),
    "filter": ("Filter posts", "筛选文章"),
    "page": ("Page", "页面"),
    "change": ("Change", "改动"),
    "text": ("Text", "文本"),
    "findings": ("Findings", "检查"),
    "body": ("Body", "正文"),
    "comment": ("Comment", "评论"),
    "not_published": ("not published yet", "尚未发布"),
    "on_github": ("on GitHub", "在 GitHub 上"),
    "category": ("Category", "分类"),
    "copy_rich": ("Copy rich text", "复制富文本"),
    "unsent": (
        "Pictures are not published yet: they go along as data, in plain text as typed.",
        "图片尚未发布：复制时附带图片数据，纯文本中保留输入的路径。",
    ),
    "copy_markdown": ("Copy Markdown", "复制 Markdown"),
    "unsent_text": (
        "Pictures are not published yet: their addresses here lead nowhere, and GitHub gives "
        "attachments others.",
        "图片尚未发布：这里的图片地址还打不开，附件的地址发布时才由 GitHub 给出。",
    ),
    "copied": ("Copied", "已复制"),
    "not_copied": ("The browser did not let us copy", "浏览器不允许复制"),
    "theme": ("Theme", "主题"),
    "light": ("Light", "浅色"),
    "dark": ("Dark", "深色"),
    "system": ("System", "跟随系统"),
    "keys": ("Keys", "快捷键"),
    "help": ("Help", "帮助"),
    "close": ("Close", "关闭"),
    "key_next": ("next post", "下一篇"),
    "key_previous": ("previous post", "上一篇"),
    "key_filter": ("filter the posts", "筛选文章"),
    "key_tabs": ("page, change, text, findings", "页面、改动、文本、检查"),
    "key_help": ("this help", "本帮助"),
    "menu": ("List of posts", "文章列表"),
    "as_of": ("GitHub as of {}", "GitHub 状态读取于 {}"),
    "never_read": (
        "GitHub was not read: every post counts as new.",
        "没有读取过 GitHub：所有文章都按新文章显示。",
    ),
    "reading": ("Reading GitHub …", "正在读取 GitHub …"),
    "ask": ("Read GitHub again", "重新读取 GitHub"),
    "why_offline": ("GitHub was not read now: {}", "这次没有读取 GitHub：{}"),
    "lost": (
        "The preview has ended. Start it again: ghblog preview",
        "预览已结束。请重新运行：ghblog preview",
    ),
    "stale": (
        "This cannot be shown as it is now; below is what was there before.",
        "现在的内容无法显示，下面是之前的内容。",
    ),
    "remote": (
        "A picture from elsewhere. The preview fetches nothing; GitHub will show it.",
        "外部图片。预览不联网，GitHub 上会显示。",
    ),
    "remote_note": (
        "Pictures from elsewhere are not fetched here: {}.",
        "外部图片在预览中不会加载：{} 张。",
    ),
    "missing_picture": ("Missing file:", "找不到文件："),
    "missing_note": (
        "Files of pictures that are missing, or no pictures: {}.",
        "找不到或不是图片的文件：{} 个。",
    ),
    "readme_unread": (
        "GitHub's README was not read; the one in this folder, if any, stands for it.",
        "没有读取过 GitHub 上的 README，这里以本文件夹中的文件（如果有）代替。",
    ),
    "same": ("Nothing would change.", "没有改动。"),
    "all_new": ("All of this is new.", "全部是新内容。"),
    "unknown_before": (
        "What GitHub holds is not known here, so nothing can be compared.",
        "不知道 GitHub 上现在的内容，无法比较。",
    ),
    "no_text": ("There is no text to show.", "没有可显示的文本。"),
    "as_typed": (
        "As it was typed, since it cannot be published like this. What is broken is marked.",
        "文章现在无法发布，这里按输入的内容显示，有问题的地方会标出来。",
    ),
    "characters": ("{} of 65,536 characters", "{} / 65,536 字符"),
    "no_findings": ("Nothing found.", "没有发现问题。"),
    "skipped": ("{} equal lines", "{} 行相同"),
    "before": ("Before", "之前"),
    "after": ("After", "之后"),
    "notices": ("Worth knowing", "值得注意"),
    "unsafe": (
        "This needs a yes (`ghblog publish --yes`): {}",
        "需要确认（ghblog publish --yes）：{}",
    ),
    "pictures_new": ("New pictures: {}, {}", "新图片：{} 张，{}"),
    "labels_made": ("Labels to be made: {}", "将新建标签：{}"),
    "publish_next": (
        "Next: `ghblog publish` makes GitHub hold exactly this.",
        "下一步：运行 ghblog publish 发布。",
    ),
    "mend_next": (
        "Next: mend these. `ghblog publish` publishes the others meanwhile.",
        "下一步：先修正以上问题。其他文章可以先用 ghblog publish 发布。",
    ),
    "mend_only": (
        "Next: mend these; there is nothing else to publish.",
        "下一步：先修正以上问题，此外没有要发布的内容。",
    ),
    "and_more": ("and {} more", "另有 {} 处"),
    "in_step_next": ("GitHub holds exactly this.", "GitHub 上已是这些内容。"),
    "missing": ("There is no such post", "没有这篇文章"),
    "missing_hint": (
        "It may have been renamed or deleted; choose another one.",
        "它可能已改名或删除，请选另一篇。",
    ),
    "file_link": (
        "On GitHub this link will lead to the file {}.",
        "发布后，这个链接会指向文件 {}。",
    ),
    "fault": ("This is a fault in ghblog", "ghblog 出错了"),
    "told_of": ("{}: {}", "{}：{}"),
    "with_hint": ("{} ({})", "{}（{}）"),
    "both": ("{}, {}", "{}、{}"),
    "in_a_row": ("{} {}", "{}{}"),
}

# What `render` says in a page besides what GitHub does.
_NOTE = re.compile(r'(<p class="drawn-note">|<span class="emoji-picture" title=")([^<>"]+)')


class Words:
    """The words of one language; `words("copied")` gives one."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._at = 1 if language == "zh" else 0

    def __call__(self, key: str, *values: object) -> str:
        """The words for `key`, with values in their places. Raises KeyError."""
        return _TABLE[key][self._at].format(*values)

    def said(self, sentence: str) -> str:
        """What the program says elsewhere, in this language; as it is if nobody translated it."""
        return in_chinese(sentence) if self.language == "zh" and sentence else sentence

    def page(self, html: str) -> str:
        """A rendered page with our notes in it in this language."""
        return html if self.language == "en" else _NOTE.sub(self._note, html)

    def _note(self, found: re.Match[str]) -> str:
        return found[1] + escape(self.said(unescape(found[2])))


def language_of(accept: str) -> str:
    """`en` or `zh`, by a browser's Accept-Language (RFC 9110, section 12.5.4)."""
    wanted: list[tuple[float, str]] = []
    for one in accept.split(","):
        name, _, quality = one.partition(";")
        base = name.strip().lower().partition("-")[0]
        if base in {"en", "zh"}:
            wanted.append((_weight(quality), base))
    best = max((weight for weight, _ in wanted), default=0.0)
    return next((base for weight, base in wanted if weight == best and weight), "en")


def _weight(quality: str) -> float:
    value = quality.strip().removeprefix("q=")
    try:
        return float(value) if value else 1.0
    except ValueError:
        return 0.0
