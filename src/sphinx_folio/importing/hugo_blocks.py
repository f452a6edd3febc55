"""The blocks, or widgets, that pages of HugoBlox are put together from, become text and lists."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sphinx_folio.model import kebab

from .documents import Fields
from .hugo import LOOKS, Hugo, Page
from .hugo_people import People, button
from .neutral import INTERNAL, Item, Line, Origin
from .page_text import plain_text
from .samples import is_sample, phrases_in
from .text import paragraphs, plain_line

#: What the folders of a site hold: a list of Folio, and the kind of its entries.
FOLDERS = {
    **dict.fromkeys(('publication', 'publications'), 'publications'),
    **dict.fromkeys(('event', 'events', 'talk', 'talks'), 'talks'),
    **dict.fromkeys(('project', 'projects', 'research'), 'projects'),
    **dict.fromkeys(('post', 'posts', 'blog', 'news'), 'news'),
    **dict.fromkeys(('teaching', 'course', 'courses'), 'teaching'),
    **dict.fromkeys(('author', 'authors', 'people', 'members', 'team'), 'people'),
}
#: Blocks that list a folder by their own names.
_LISTS = {
    'publications': 'publication', 'publications_featured': 'publication', 'publications-featured': 'publication',
    'projects': 'project', 'portfolio': 'project', 'talks': 'talk', 'events': 'event', 'posts': 'post',
    'recent-posts': 'post', 'recent_posts': 'post', 'blog': 'post', 'courses': 'courses', 'research': 'project',
}  # fmt: skip
_COLLECTIONS = frozenset({'collection', 'pages', 'featured', *_LISTS})
_PROFILES = frozenset({'about', 'biography', 'avatar', 'resume-biography', 'resume-biography-3'})
_OF_PROFILE = frozenset(
    {'resume-experience', 'resume-skills', 'resume-awards', 'resume-languages', 'resume-education'}
)
_PEOPLE = frozenset({'people', 'team-showcase', 'team'})
_CONTACTS = frozenset({'contact', 'contact-info'})
_CLOUDS = frozenset({'tag-cloud', 'tag_cloud', 'tags', 'taxonomy'})
_LOOKS = LOOKS | frozenset(
    'block id demo folder sort_by sort_ascending order offset view count autolink form map show_form '
    'coordinates default_button_index filter_default button_text username author author_id headings '
    'exclude_featured exclude_future exclude_past exclude_tag title_size image_position align feature_icon '
    'gradient icon_color media trust stars loop interval height slide_height is_fullscreen animated '
    'overlay_color overlay_img overlay_filter columns_count max_columns columns page_type '
    'buttons filter filter_button filters filter_buttons field show_date taxonomy font_size_min font_size_max '
    'provider netlify formspree captcha archive enable link emoji fontsize is_education_first'.split()
)
_NAMES = ('title', 'name', 'question', 'label', 'heading')
_TEXTS = ('text', 'description', 'content', 'answer', 'summary', 'quote', 'bio')
_BUTTONS = (
    'button',
    'primary_action',
    'secondary_action',
    'cta',
    'cta_alt',
    'cta_note',
    'action',
    'announcement',
)
_ADDRESS = ('street', 'city', 'region', 'postcode', 'postal_code', 'country')


@dataclass
class _Block:
    """One of the parts of a page."""

    page: Page
    kind: str
    fields: Fields
    content: Fields
    #: The text of a widget, which is a page of its own.
    body: str = ''
    title: str = ''
    lines: list[Line] = field(default_factory=list)

    def text(self, *keys: str) -> str:
        """Take the first that says something, be it of the block or of its content."""
        for key in keys:
            for fields in (self.content, self.fields):
                if isinstance(fields.peek(key), str) and (said := fields.text(key)):
                    return said
        return ''

    def parts(self, *keys: str) -> list[Fields]:
        """Take lists of mappings."""
        fields = (self.content, self.fields) if self.content is not self.fields else (self.fields,)
        return [item for key in keys for each in fields for item in each.parts(key)]

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return self.fields.origin()


class Blocks:
    """Makes text of blocks.

    :param owner: the person whose site it is, or nobody; what a block says of a CV is theirs.
    :param is_of_owner: whether the home page is that person's.
    :param has_topics: whether the site has topics.
    """

    def __init__(
        self,
        hugo: Hugo,
        people: People,
        owner: Item | None,
        *,
        is_of_owner: bool,
        has_topics: bool,
    ) -> None:
        self.hugo = hugo
        self.report = hugo.report
        self.people = people
        self.owner = owner
        self.is_of_owner = is_of_owner
        self.has_topics = has_topics
        #: What the blocks say of how to reach the owner.
        self.contact: list[str] = []
        self.contact_origin: Origin | None = None
        self.contact_title = ''

    def of_page(self, page: Page) -> tuple[str, list[Line]]:
        """Return the text of the sections of a page, and the lines that stand in none of it."""
        blocks = []
        for section in page.fields.parts('sections'):
            kind = section.text('block').rpartition('.')[2].strip().lower()
            blocks.append(_Block(page, kind, section, section.part('content')))
        return self._read(blocks)

    def of_widgets(self, pages: Iterable[Page]) -> tuple[str, list[Line]]:
        """Return the text of widgets, each of which is a page, in the order of their weights."""
        blocks: list[tuple[float, int, _Block]] = []
        for number, page in enumerate(pages):
            fields = page.fields
            kind = fields.text('widget').rpartition('.')[2].strip().lower()
            weight = fields.text('weight')
            if fields.text('active').lower() == 'false':
                self.hugo.files.skip(page.path, 'this block is switched off')
                fields.pass_over_all('this block is switched off')
                continue
            place = float(weight) if re.fullmatch(r'-?\d{1,6}(?:\.\d{1,3})?', weight) else 1e6
            block = _Block(page, kind, fields, fields.part('content'), page.body)
            blocks.append((place, number, block))
        return self._read(
            block for _weight, _number, block in sorted(blocks, key=lambda one: one[:2])
        )

    def _read(self, blocks: Iterable[_Block]) -> tuple[str, list[Line]]:
        texts, lines = [], []
        for block in blocks:
            block.title = plain_text(block.text('title').replace('&shy;', ''))
            if block.page.fields is block.fields:
                block.title = block.title or block.page.stated
            if self._is_sample(block):
                continue
            texts.append(self._text(block))
            lines += block.lines
            block.content.finish(_LOOKS)
            block.fields.finish(_LOOKS)
        for line in lines:
            self.report.found[f'lines of {line.kind}'] += 1
        return paragraphs(*texts), lines

    def _is_sample(self, block: _Block) -> bool:
        if self.hugo.keep_samples:
            return False
        said = [block.body, block.fields.words(), block.content.words()]
        if block.fields.is_true('demo') or is_sample(block.title, said):
            why = 'an example of the template; --keep-samples takes it'
            block.fields.lose_all(why, 'skipped')
            block.content.lose_all(why, 'skipped')
            self.report.note('skipped', block.origin, f'block {block.kind}', block.title, why)
            return True
        if found := phrases_in('\n'.join(said)):
            advice = 'an example of the template says so too; remove it if it is none of yours'
            self.report.note('changed', block.origin, f'block {block.kind}', found[0], advice)
        return False

    def _text(self, block: _Block) -> str:
        """Return what a block becomes, below its heading."""
        kind = block.kind
        if kind in _COLLECTIONS:
            inner = self._collection(block)
        elif kind in _PEOPLE:
            inner = self._people(block)
        elif kind in _CONTACTS:
            return self._contact(block)
        elif kind in _PROFILES or kind in _OF_PROFILE:
            return self._profile(block)
        elif kind in {'experience', 'accomplishments'}:
            return self._entries(block)
        elif kind == 'skills' and (items := block.parts('items', 'feature')):
            return self._skills(block, items)
        elif kind in _CLOUDS:
            inner = ':::{topics}\n:::' if self.has_topics else ''
        else:
            inner = self._words(block)
        return self._headed(block, inner)

    def _headed(self, block: _Block, inner: str) -> str:
        if not inner.strip():
            return ''
        return f'## {plain_line(block.title)}\n\n{inner}' if block.title else inner

    # -- words

    def _markdown(self, block: _Block, text: str, origin: Origin | None = None) -> str:
        place = origin or block.origin
        return (
            self.hugo.text(
                block.page, text, origin=place, title=block.title, top=3 if block.title else 2
            )
            if text
            else ''
        )

    def _intro(self, block: _Block) -> str:
        """Return what a block says before what it lists."""
        said = [block.text('subtitle', 'eyebrow'), block.text('text', 'description')]
        texts = [self._markdown(block, text) for text in said]
        if block.body.strip():
            texts.append(self._markdown(block, block.body, block.page.origin))
        return paragraphs(*texts)

    def _words(self, block: _Block) -> str:
        """Return the text of a block with the words of all that it shows."""
        texts = [self._intro(block), self._picture(block)]
        items = block.parts('items', 'feature', 'item', 'slides', 'testimonials')
        made = [self._item(block, item) for item in items]
        if all('\n' not in text for text in made):
            texts.append('\n'.join(f'- {text}' for text in made if text))
        else:
            texts += made
        texts += self._buttons(block, block.content)
        if block.fields is not block.content:
            texts += self._buttons(block, block.fields)
        return paragraphs(*texts)

    def _item(self, block: _Block, item: Fields) -> str:
        """Return the words of one of the things that a block shows."""
        origin = item.origin()
        name = self.hugo.line(block.page, next(filter(None, map(item.text, _NAMES)), ''), origin)
        role = self.hugo.line(block.page, item.text('role') or item.text('statistic'), origin)
        texts = [
            self._markdown(block, item.text(key), item.origin(key)) for key in _TEXTS if key in item
        ]
        features = [
            f'- {self.hugo.line(block.page, text, origin)}' for text in item.texts('features')
        ]
        texts += ['\n'.join(features), *self._buttons(block, item)]
        item.finish(_LOOKS | {'image', 'avatar', 'background', 'icon'})
        head = ', '.join(filter(None, (f'**{name}**' if name else '', role)))
        kept = list(filter(None, texts))
        if len(kept) == 1 and '\n' not in kept[0]:
            return f'{head}: {kept[0]}' if head else kept[0]
        return paragraphs(head, *kept)

    def _picture(self, block: _Block) -> str:
        """Return the picture of a block."""
        for fields in (block.content, block.fields):
            image = fields.part('image')
            name = (
                fields.text('hero_media')
                or image.text('filename')
                or (fields.text('image') if isinstance(fields.peek('image'), str) else '')
            )
            image.pass_over_all("about the source's own theme")
            if name and (new := self.hugo.picture(name, fields.origin('image'), block.page.path)):
                return f':::{{figure}} {new}\n:::'
            if name:
                fields.uncarried('image', name, 'it is no picture of the site; name another')
        return ''

    def _buttons(self, block: _Block, fields: Fields) -> Iterator[str]:
        for key in _BUTTONS:
            if isinstance(fields.peek(key), dict):
                said = fields.part(key)
                link = said.part('link')
                yield button(self.hugo, block.page, said)
                yield button(self.hugo, block.page, link)
        if isinstance(fields.peek('buttons'), list):
            buttons = fields.parts('buttons')
            if any('url' in each for each in buttons):  # and no filters
                yield from (button(self.hugo, block.page, each) for each in buttons)
            for each in buttons:
                each.pass_over_all("about the source's own theme")

    # -- lists

    def _collection(self, block: _Block) -> str:
        """Return the list of what a folder holds."""
        intro = self._intro(block)
        filters = block.content.part('filters')
        folders = filters.texts('folders') or [block.text('page_type', 'folder')]
        if not any(folders):
            folders = [_LISTS.get(block.kind, '')]
        count = block.text('count')
        options = []
        if count.isdecimal() and 0 < int(count) < 1000:
            options.append(f':limit: {int(count)}')
        is_featured = filters.is_true('featured_only') or block.kind.endswith('featured')
        is_featured |= block.text('selected_only') == 'true'
        author, year = filters.text('author'), filters.text('year')
        if author in self.people.found:
            options.append(f':person: {self.people.found[author].slug}')
        elif author:
            filters.uncarried('author', author, 'no person has this name here')
        if re.fullmatch(r'\d{4}', year):
            options.append(f':year: {year}')
        for key in ('tag', 'category', 'publication_type'):
            if said := filters.text(key):
                filters.uncarried(
                    key, said, 'the list shows all; write the topic or type as its option'
                )
        filters.finish(_LOOKS)
        lists = []
        for folder in dict.fromkeys(folders):
            kind = FOLDERS.get(folder.strip('/').partition('/')[0].lower(), '')
            made = self._list(kind, options, is_featured=is_featured)
            lists.append(made or self._link_to(folder, block))
        return paragraphs(intro, *dict.fromkeys(lists))

    @staticmethod
    def _list(kind: str, options: list[str], *, is_featured: bool) -> str:
        if kind == 'publications':
            said = [':selected:'] if is_featured else []
            return '\n'.join((':::{publications}', *said, *options, ':::'))
        plain = [option for option in options if not option.startswith(':year:')]
        if kind in {'projects', 'people'}:
            return '\n'.join((f':::{{{kind}}}', *plain, ':::'))
        return '\n'.join((':::{entries}', f':kind: {kind}', *options, ':::')) if kind else ''

    def _link_to(self, folder: str, block: _Block) -> str:
        """Return a link to the page of a folder that no list is of."""
        new = self.hugo.page_at(f'/{folder.strip("/")}') if folder else ''
        if new and not new.startswith('cite:'):
            return f'[{plain_line(block.title or folder)}]({new})'
        if folder:
            why = 'no list of Folio is of this folder; link its pages'
            self.report.note('changed', block.origin, f'block {block.kind}', folder, why)
        return ''

    def _people(self, block: _Block) -> str:
        """Return the people of some groups, each group below its heading."""
        texts = [self._intro(block)]
        groups: dict[str, str] = {}
        for said in block.parts('user_groups'):
            words = said.text('name')
            group = self.people.group(words)
            if group in groups:
                said.uncarried(
                    'name', words, f'the group "{group}" stands there already', 'skipped'
                )
            elif group:
                groups[group] = plain_line(plain_text(words))
            said.finish(_LOOKS)
        for group, words in groups.items():
            level = '###' if block.title else '##'
            head = f'{level} {words}\n\n' if len(groups) > 1 else ''
            texts.append(f'{head}:::{{people}}\n:group: {group}\n:::')
        if not groups:
            texts.append(':::{people}\n:::')
        named = block.parts('people', 'items')
        texts += [self._item(block, person) for person in named]
        texts += self._buttons(block, block.content)
        return paragraphs(*texts)

    # -- what is of a person

    def _profile(self, block: _Block) -> str:
        """Return what a block says beside the profile of a person, which their page shows."""
        name = block.text('username', 'author') or 'admin'
        person = self.people.found.get(name)
        inner = paragraphs(self._intro(block), *self._buttons(block, block.content))
        if block.kind in _OF_PROFILE or person is None or self.is_of_owner:
            return inner
        link = ''
        if person.redirects:
            link = f'[{plain_line(self.people.names([name])[0])}]({INTERNAL}{person.redirects[0]})'
        return paragraphs(link, inner)

    def _entries(self, block: _Block) -> str:
        """Add the entries of a CV, which stand with the owner, or on the page itself."""
        default = 'experience' if block.kind == 'experience' else 'awards'
        kind = self.people.of_sections(block.title, default)
        for item in block.parts('items', 'experience', 'item'):
            block.lines += self.people.lines_of(block.page, item, kind, block.title)
        return self._headed(block, self._intro(block))

    def _skills(self, block: _Block, items: Iterable[Fields]) -> str:
        for item in items:
            block.lines.append(self.people.skill(block.page, item, 'skills', block.title))
            item.finish(_LOOKS | {'percent', 'level'})
        return self._headed(block, self._intro(block))

    # -- how to reach somebody

    def _contact(self, block: _Block) -> str:
        self.contact_title = self.contact_title or block.title
        self.contact_origin = self.contact_origin or block.origin
        self.contact.append(self._intro(block))
        fields = [block.content] if block.content is not block.fields else []
        for each in (*fields, block.fields):
            self.reach(block.page, each)
        return ''

    def reach(self, page: Page, fields: Fields) -> None:
        """Add what a block, or the settings of a site, say of how to reach its owner."""
        lines = []
        if email := fields.text('email'):
            bare = email.removeprefix('mailto:')
            is_email = re.fullmatch(r'[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+', bare)
            lines.append(f'E-mail: <{bare}>' if is_email else f'E-mail: {plain_line(email)}')
        phone = fields.text('phone')
        address = fields.part('address')
        street = ', '.join(filter(None, map(address.text, _ADDRESS)))
        where = street or fields.text('address')
        address.finish(_LOOKS | {'country_code', 'lat', 'lng'})
        for words, text in (
            ('Phone', phone),
            ('Address', where),
            ('Directions', fields.text('directions')),
        ):
            if text:
                lines.append(f'{words}: {self.hugo.line(page, text, fields.origin())}')
        hours = fields.texts('office_hours')
        if hours:
            lines.append('Office hours: ' + '; '.join(plain_line(text) for text in hours))
        if booking := fields.text('appointment_url'):
            new = self.hugo.link(booking, fields.origin('appointment_url'), page.path)
            if new.startswith('http'):
                lines.append(f'[Book an appointment]({new})')
            else:
                fields.uncarried('appointment_url', booking, 'it is no web address')
        for link in fields.parts('contact_links'):
            lines.append(button(self.hugo, page, link))
            link.finish(_LOOKS)
        self.contact += [f'- {line}' for line in lines if line and f'- {line}' not in self.contact]

    def contact_text(self) -> str:
        """Return all that was said, as the text of a page."""
        words = [text for text in self.contact if text and not text.startswith('- ')]
        lines = [text for text in self.contact if text.startswith('- ')]
        return paragraphs(*words, '\n'.join(lines))


def list_slug(page: Page) -> str:
    """Return the name of a page that lists what the folder of its name holds."""
    kind = FOLDERS.get(page.stem.lower(), '')
    return {'publications': 'publications', '': kebab(page.stem)}.get(kind, f'{kind}/index')
