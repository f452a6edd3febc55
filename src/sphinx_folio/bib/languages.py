"""The language of an entry, as BCP 47 has it, of what ``langid`` and ``language`` say."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from sphinx_folio.shared import is_language

#: Names of babel and polyglossia (biblatex manual §3.1, ``langid``) that are not English names
#: of languages.
_NAMES = {
    'acadian': 'fr-CA', 'american': 'en-US', 'australian': 'en-AU', 'austrian': 'de-AT',
    'brazil': 'pt-BR', 'brazilian': 'pt-BR', 'british': 'en-GB', 'canadian': 'en-CA',
    'canadien': 'fr-CA', 'farsi': 'fa', 'francais': 'fr', 'frenchb': 'fr', 'magyar': 'hu',
    'mexican': 'es-MX', 'naustrian': 'de-AT', 'newzealand': 'en-NZ', 'ngerman': 'de',
    'nswissgerman': 'de-CH', 'portuges': 'pt', 'slovene': 'sl', 'swissgerman': 'de-CH',
    'ukenglish': 'en-GB', 'usenglish': 'en-US', 'uppersorbian': 'hsb', 'lowersorbian': 'dsb',
}  # fmt: skip


def language_tag(fields: Mapping[str, str]) -> str:
    """Return the tag of the language of an entry; empty where it says none that is known.

    >>> language_tag({'langid': 'ngerman'}), language_tag({'language': 'pt_BR'})
    ('de', 'pt-BR')
    """
    said = (fields.get(name, '').strip(' {}') for name in ('langid', 'language'))
    return next((tag for text in said if (tag := _tag(text))), '')


def _tag(text: str) -> str:
    word = text.lower()
    if found := _names().get(word):
        return found
    return text.replace('_', '-') if text[:3].islower() and is_language(text) else ''


@cache
def _names() -> dict[str, str]:
    names = Locale('en').languages
    return {name.lower(): code.replace('_', '-') for code, name in names.items()} | _NAMES
