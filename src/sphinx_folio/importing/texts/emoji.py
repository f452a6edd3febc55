"""The characters of emoji codes, as GitHub calls them, that people put into their pages. Pure."""

import re

_CODES = {
    'sparkles': '✨', 'star': '⭐', 'star2': '🌟', 'fire': '🔥', 'tada': '🎉', 'rocket': '🚀',
    'trophy': '🏆', 'medal_sports': '🏅', 'medal_military': '🎖️', '1st_place_medal': '🥇',
    '2nd_place_medal': '🥈', '3rd_place_medal': '🥉', 'smile': '😄', 'smiley': '😃',
    'grinning': '😀', 'blush': '😊', 'wink': '😉', 'joy': '😂', 'sunglasses': '😎',
    'heart': '❤️', 'heart_eyes': '😍', 'clap': '👏', '+1': '👍', 'thumbsup': '👍', '-1': '👎',
    'wave': '👋', 'pray': '🙏', 'raised_hands': '🙌', 'muscle': '💪', 'ok_hand': '👌',
    'mortar_board': '🎓', 'school': '🏫', 'books': '📚', 'book': '📖', 'open_book': '📖',
    'page_facing_up': '📄', 'memo': '📝', 'pencil': '📝', 'pencil2': '✏️', 'newspaper': '📰',
    'mega': '📣', 'loudspeaker': '📢', 'speech_balloon': '💬', 'microphone': '🎤',
    'email': '📧', 'envelope': '✉️', 'phone': '☎️', 'link': '🔗', 'pushpin': '📌',
    'round_pushpin': '📍', 'bulb': '💡', 'computer': '💻', 'robot': '🤖', 'brain': '🧠',
    'microscope': '🔬', 'telescope': '🔭', 'dna': '🧬', 'test_tube': '🧪', 'earth_africa': '🌍',
    'earth_americas': '🌎', 'earth_asia': '🌏', 'globe_with_meridians': '🌐', 'calendar': '📅',
    'date': '📅', 'hourglass': '⌛', 'warning': '⚠️', 'white_check_mark': '✅', 'x': '❌',
    'heavy_check_mark': '✔️', 'construction': '🚧', 'new': '🆕', 'point_right': '👉',
    'arrow_right': '➡️', 'airplane': '✈️', 'coffee': '☕', 'camera': '📷', 'movie_camera': '🎥',
}  # fmt: skip
_CODE = re.compile(r'(?<![\w:])(?::([a-z0-9_+-]{1,24}):)(?!\w)')


def with_emoji(text: str) -> str:
    """Return a text with characters for the codes that are known."""
    return _CODE.sub(lambda code: _CODES.get(code[1], code[0]), text)
