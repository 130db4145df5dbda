"""Which field a column, a JSON key or a front-matter key holds, whatever its tool calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TEXT_FIELDS = (
    "text",
    "reply",
    "title",
    "alt_text",
    "first_comment",
    "hashtags",
    "poll_option",
    "caption",
    "link_text",
    "link",
    "media",
)
"""Fields whose words are published, in the order in which they stand in a post."""

CONTEXT_FIELDS = (
    "account",
    "author_role",
    "platform",
    "publish_at",
    "time",
    "area",
    "nation",
    "permission",
    "evidence",
    "paid",
    "approved_by",
)
"""Fields that tell the circumstances of publication."""

FIELDS = (*TEXT_FIELDS, *CONTEXT_FIELDS, "id", "postcheck")
"""Every field that a column may hold."""

_ALIASES: Mapping[str, str] = {
    "text": "text message message_text content post post_content post_text post_copy caption copy body body_text tweet "
    "full_content social_copy social_text wording copy_text message_content facebook_copy post_message",
    "publish_at": "publish_at date publish_date publication_date posting_date posting_time date_time datetime "
    "date_and_time scheduled_time scheduled_at scheduled_date scheduled_for scheduled schedule_date scheduledate "
    "schedule_time schedule post_date post_at publish_time publish_on go_live go_live_date due_at due_date "
    "post_at_specific_time date_published published_at published posting_date_time send_date dtstart pub_date "
    "day_and_time",
    "time": "time time_24hr time_24_hr post_time time_of_day posting_hour",
    "id": "id post_id ref reference uid no post_no number",
    "account": "account account_type profile profile_name profiles account_name account_id page page_name handle",
    "author_role": "author_role role",
    "platform": "platform platforms channel channels network networks social_network social_media_channel "
    "social_channel social_channels where",
    "area": "area ward place",
    "nation": "nation country",
    "permission": "permission permissions consent consents permission_status consent_obtained",
    "evidence": "evidence source sources evidence_link fact_source",
    "paid": "paid sponsored boosted paid_partnership paid_or_organic",
    "approved_by": "approved_by approved approver sign_off signoff signed_off signed_off_by approval signed_off_sign",
    "title": "title headline heading subject summary document_title pin_title youtube_title tiktok_title name",
    "alt_text": "alt_text alt_texts alt alternative_text image_alt_text image_alt alttext image_description "
    "alt_text_image accessibility_text",
    "first_comment": "first_comment first_comment_text comment comments follow_up_comment",
    "reply": "reply replies thread thread_text tweets thread_replies",
    "hashtags": "hashtags hashtag hash_tags",
    "poll_option": "poll_option poll_options poll_question poll poll_answers",
    "caption": "image_caption photo_caption video_caption subtitle excerpt description",
    "link_text": "link_text link_title link_description link_preview og_title og_description link_headline",
    "link": "link links url urls link_url post_link website landing_page gmb_link og_meta_url link_s",
    "media": "media media_url media_urls image images image_url image_urls imageurls picture pictures picture_url "
    "photo photos visual visuals video video_url video_urls videourls gif gif_url gifurl attachment attachments "
    "graphic asset assets artwork asset_link media_file filename file_name file video_thumbnail_url",
    "postcheck": "postcheck suppress suppression",
}
_NUMBERED = re.compile(r"(?<=\D)\d{1,2}$")
_TEXTS_THAT_STAND_IN = ("caption", "title")
"""Fields that hold the post itself in a draft without any text column (Meta's `Description`, an event's summary)."""


def plain(name: str) -> str:
    """`name` as it is compared: letters and digits only, lower case."""
    return re.sub(r"[^a-z0-9]", "", name.replace("\ufeff", "").lower())


_FIELDS = {plain(alias): field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_FIRST_NAMES = {plain(alias) for aliases in _ALIASES.values() for alias in aliases.split()[:3]}
_PREFIXES = (
    ("alttext", "alt_text"), ("pictureurl", "media"), ("imageurl", "media"), ("mediaurl", "media"),
    ("linkedinpoll", "poll_option"), ("twitterxpoll", "poll_option"), ("polloption", "poll_option"),
    ("pollanswer", "poll_option"), ("pollquestion", "poll_option"), ("firstcomment", "first_comment"),
    ("reply", "reply"), ("tweet", "reply"), ("threadpost", "reply"),
)  # fmt: skip
_SUFFIXES = (("pintitle", "title"), ("tiktoktitle", "title"), ("youtubetitle", "title"), ("gbptitle", "title"))


def field_of(name: str) -> str:
    """The field that a column of this title holds; empty where it is none of ours."""
    key = plain(name)
    if not key:
        return ""
    if found := _FIELDS.get(key) or _FIELDS.get(_NUMBERED.sub("", key)) or _FIELDS.get(key.removesuffix("s")):
        return found
    for prefix, field in _PREFIXES:
        if key.startswith(prefix) and not key.endswith(("duration", "type", "minutes", "days", "hours")):
            return field
    return next((field for suffix, field in _SUFFIXES if key.endswith(suffix)), "")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column index to field, for the columns that are read."""

    fields: Mapping[int, str]
    titles: tuple[str, ...]

    @property
    def holds_text(self) -> bool:
        """Whether some column holds the post itself."""
        return "text" in self.fields.values()

    def described(self) -> str:
        """Which columns are read as what, and which are not, for the user's eyes."""
        read = ", ".join(f"{field}: {self._title(index)}" for index, field in sorted(self.fields.items(), key=_order))
        rest = [title for index, title in enumerate(self.titles) if index not in self.fields and title.strip()]
        left = f"; not read: {', '.join(_short(title) for title in rest[:12])}" if rest else ""
        more = f" and {len(rest) - 12} more" if len(rest) > 12 else ""
        return f"columns read: {read}{left}{more}"

    def _title(self, index: int) -> str:
        title = self.titles[index] if index < len(self.titles) else ""
        return _short(title) or f"column {index + 1}"


def _order(item: tuple[int, str]) -> tuple[int, int]:
    known = (*TEXT_FIELDS, *CONTEXT_FIELDS)
    return (known.index(item[1]) if item[1] in known else len(known), item[0])


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= 30 else f"{words[:29]}…"


def find(titles: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """The columns that a header row names; `chosen` (field to title) comes before the alias table.

    Only one column is taken for each field that a post can have only one of.
    """
    names = [str(title or "") for title in titles]
    fields = {index: field for field, title in (chosen or {}).items() if (index := position(names, title)) >= 0}
    single = {"text", "id", *CONTEXT_FIELDS, "postcheck"} - {"platform"}
    taken = set(fields.values())
    for index, name in sorted(enumerate(names), key=lambda item: _exactness(item[1])):
        field = field_of(name)
        if not field or index in fields or (field in (chosen or {}) and field in taken):
            continue
        if field in single and field in taken:
            if field == "text":
                fields[index] = "caption"
            continue
        fields[index] = field
        taken.add(field)
    return Columns(_standing_in(fields), tuple(names))


def position(titles: Sequence[str], wanted: str) -> int:
    """The 0-based column that bears the title `wanted`, or whose 1-based number it is; -1 where there is none."""
    key = plain(wanted)
    for index, title in enumerate(titles):
        if title.strip() == wanted.strip() or (key and plain(title) == key):
            return index
    number = int(wanted) if wanted.strip().isdecimal() and len(wanted) < 6 else 0
    return number - 1 if 0 < number <= len(titles) else -1


def _exactness(name: str) -> int:
    """0 for the column that bears a field's own first names, so that it wins over looser ones."""
    return 0 if plain(name) in _FIRST_NAMES else 1


def _standing_in(fields: dict[int, str]) -> dict[int, str]:
    """`fields` with a description or title taken as the post where no column holds its text."""
    if "text" in fields.values():
        return fields
    for field in _TEXTS_THAT_STAND_IN:
        for index, found in fields.items():
            if found == field:
                return {**fields, index: "text"}
    return fields


def looks_like_header(cells: Iterable[str]) -> bool:
    """Whether a row reads as column titles: it names the text, or two other fields, in short cells."""
    named = [field_of(cell) for cell in cells if 0 < len(cell) <= 40]
    found = {field for field in named if field}
    return bool(found & {"text", "caption"}) or len(found) >= 2
