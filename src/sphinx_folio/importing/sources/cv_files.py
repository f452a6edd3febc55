"""CVs that a site of Jekyll keeps as data beside its pages: JSON Resume and RenderCV."""

from typing import Any

from sphinx_folio.graph import are_alike
from sphinx_folio.importing.documents import Value, read_document
from sphinx_folio.importing.jekyll import Jekyll
from sphinx_folio.importing.neutral import Item, Origin
from sphinx_folio.importing.samples import is_placeholder
from sphinx_folio.model import name_key, parse_titles
from sphinx_folio.util import CommandError

from .json_resume import read_resume
from .rendercv import read_rendercv

#: The forms by the key at their top that holds the person.
_FORMS = {'basics': read_resume, 'cv': read_rendercv}


def add_cv(path: str, jekyll: Jekyll, owner: Item | None) -> bool:
    """Add what a CV says of the owner of a site, as another record of them.

    One of somebody else, such as the example of a template, is skipped, and told of.

    :return: whether the file is such a CV.
    """
    text = jekyll.files.text(path)
    try:
        document = read_document(text, path)
    except CommandError as error:
        if path.endswith('.json'):
            jekyll.files.lose(path, str(error))
        return path.endswith('.json')  # the reader of front matter bears more
    data = document.data if isinstance(document.data, dict) else {}
    form = next((key for key in _FORMS if key in data), '')
    if not form:
        return False
    name = _name_in(data[form])
    if why := _unwanted(name, owner):
        jekyll.files.skip(path, why)
        return True
    assert owner

    def find(name: str, origin: Origin) -> tuple[str, str]:
        place = (jekyll.local(name) or '').lstrip('/')
        target = jekyll.files.asset(place, origin, is_picture=True) if place else ''
        return (f'/{target}', '') if target else ('', 'it is no picture of the site; name another')

    record = _FORMS[form](document, path, jekyll.report, jekyll.site, find)
    jekyll.report.found['people'] -= 1
    if parse_titles(record.title).name != parse_titles(owner.title).name:
        advice = f'taken for {owner.title}, whose site it is'
        jekyll.report.note('changed', record.origin, f'{form}.name', record.title, advice)
    record.title = owner.title
    return True


def _name_in(part: Value) -> str:
    said: dict[str, Any] = part.data if isinstance(part.data, dict) else {}
    names = [said[key].data for key in ('name', 'firstName', 'lastName') if key in said]
    texts = [name for name in names if isinstance(name, str) and name]
    return texts[0] if 'name' in said and texts else ' '.join(texts)


def _unwanted(name: str, owner: Item | None) -> str:
    """Return why the CV of somebody is not the owner's; nothing, if it is."""
    if is_placeholder(name):
        return 'it names nobody, as the template has it'
    if owner is None:
        return f'it is the CV of {name}, and nobody is known as the owner; import it by itself'
    keys = [name_key(parse_titles(each).name) for each in (name, owner.title)]
    if keys[0] == keys[1] or are_alike(*keys):
        return ''
    return f'it is the CV of {name}, not of {owner.title}; import it by itself if it is yours'
