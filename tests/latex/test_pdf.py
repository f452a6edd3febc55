"""What Read the Docs would run, run here, and its PDFs, read as their readers do.

TeX takes long, so each PDF is made once, and looked at by many tests.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import processes
import pytest
import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader
from support import PNG, front

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[2]
#: What a checkout holds beside the site, and what a build leaves.
NOT_CONTENT = shutil.ignore_patterns('.git', '.nox', '.venv', '_build', 'tests', '.*_cache', 'dist')
WEBSITE = 'https://folio.example.org/en/latest/'
#: The host says no time, but two runs must not depend on theirs.
EPOCH = {'SOURCE_DATE_EPOCH': '1700000000'}
#: What a build on Read the Docs finds in its environment, beside its folders.
HOST = {
    **EPOCH,
    'PATH': f'{Path(sys.executable).parent}{os.pathsep}{os.environ["PATH"]}',
    'READTHEDOCS': 'True',
    'READTHEDOCS_CANONICAL_URL': WEBSITE,
}
#: Names in the scripts that a name may use, beside Latin.
NAMES = {
    'chinese': '王梓人',
    'japanese': '渡辺 さくら',
    'korean': '김철수',
    'russian': 'Анна Ахматова',
    'greek': 'Ελένη Παπαδοπούλου',
    'vietnamese': 'Nguyễn Thị Ánh Tuyết',
    'arabic': 'محمد بن موسى الخوارزمي',
    'hebrew': 'שרה לוי',
    'thai': 'สมชาย ใจดี',
    'hindi': 'अमर्त्य सेन',
    'georgian': 'შოთა რუსთაველი',
    'armenian': 'Անահիտ Սարգսյան',
    'amharic': 'አበበ ቢቂላ',
    'tamil': 'இராமானுசன்',
}

#: Those who have a CV of their own here.
IN_OTHER_SCRIPTS = ('arabic', 'hebrew', 'chinese')

pytestmark = pytest.mark.tex


@pytest.fixture(scope='module', autouse=True)
def need_tex() -> None:
    for tool in ('xelatex', 'latexmk', 'pdftotext', 'pdffonts'):
        if shutil.which(tool) is None:
            pytest.skip('TeX or poppler is not installed')


def say(command: Sequence[str], folder: Path, **environment: str) -> str:
    """Run a command that must end well, and return what it said."""
    done = processes.run(command, cwd=folder, env={**os.environ, **environment})
    assert done.returncode == 0, f'{command}\n{done.stdout}{done.stderr}'
    return done.stdout


def make_pdfs(folder: Path, *names: str, **environment: str) -> str:
    """Run the command ``pdf`` in *folder* and return what it said."""
    command = [sys.executable, '-m', 'sphinx_folio', 'pdf', *names]
    return say(command, folder, **(environment or EPOCH))


def write_site(folder: Path, files: Mapping[str, str | bytes], conf: str = '') -> Path:
    """Write a site whose landing page leads to all others."""
    settings = f'extensions = ["sphinx_folio"]\nproject = "Ours"\n{conf}'
    if 'references.bib' in files:
        settings += 'bibtex_bibfiles = ["references.bib"]\n'
    index = '# Ours\n\n```{toctree}\n:glob:\n\n*/*\n```\n'
    for name, text in {'conf.py': settings, 'index.md': index, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def person(name: str, facts: str = '', body: str = '') -> str:
    """Return a person's page."""
    return (
        f'---\nperson:\n  name: "{name}"\n{facts}---\n\n# {name}\n\n```{{profile}}\n```\n\n{body}'
    )


def text_of(path: Path) -> str:
    """Return the text of a PDF, its lines joined.

    Poppler adds marks of direction, and names letters of Arabic by their shapes.
    """
    text = unicodedata.normalize('NFKC', run('pdftotext', '-enc', 'UTF-8', str(path), '-'))
    return re.sub(r'\s+', ' ', re.sub('[\u200e\u200f\u202a-\u202e\u2066-\u2069]', '', text))


def run(*command: str) -> str:
    """Run a tool of poppler and return what it printed."""
    done = processes.run(command, encoding='utf-8')
    assert done.returncode == 0, done.stderr
    return done.stdout


def in_order(text: str, words: list[str]) -> bool:
    """Tell whether *words* stand in *text* one after the other."""
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
    return True


def outline(reader: PdfReader) -> list[str]:
    """Return the bookmarks, depth first."""

    def titles(items: list[Any]) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    return list(titles(reader.outline))


def links(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Yield each link as its kind, ``page`` or ``uri``, and its target."""
    for page in reader.pages:
        for annotation in page.get('/Annots', ()):
            action = annotation.get_object().get('/A', {})
            if '/URI' in action:
                yield 'uri', action['/URI']
            elif annotation.get_object().get('/Subtype') == '/Link':
                target = action.get('/D', annotation.get_object().get('/Dest'))
                yield 'page', target if isinstance(target, str) else target.decode()


# -- what no PDF stops at ----------------------------------------------------------------


def test_what_latex_cannot_take_costs_nothing_else(tmp_path: Path) -> None:
    deep = '\n'.join(f'{"  " * depth}- level {depth}' for depth in range(20))
    quotes = '\n'.join(f'{">" * depth} quote {depth}\n' for depth in range(1, 12))
    wide = '\n'.join(f'|{sign * 30}|' for sign in (' head |', '---|', ' some words in a cell |'))
    pictures = {
        'cut.png': PNG[:-30],
        'wrong.png': PNG.replace(b'IDAT', b'IDAx'),
        'cut.pdf': b'%PDF-1.4\nrubbish\n%%EOF\n',
        'whole.png': PNG,
    }
    shown = '\n\n'.join(f'![Alt of {name}]({name})' for name in pictures)
    words = f'{"W" * 4000}\n\n`{"c" * 4000}`\n\n## {"H" * 300}\n\n| {"A" * 400} |\n|---|\n| b |'
    parts = [shown, deep, quotes, wide, words, 'The end.']
    person = front('person', name='Jane Doe') + '\n\n'.join(parts)
    files = {
        'conf.py': "extensions = ['sphinx_folio']\n",
        'index.md': '# Home\n\n```{toctree}\njane-doe\n```\n',
        'jane-doe.md': person,
        'references.bib': '',
        **pictures,
    }
    for name, content in files.items():
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [sys.executable, '-m', 'sphinx_folio', 'pdf']
    done = processes.run(command, cwd=tmp_path, env={**os.environ, **EPOCH})
    assert done.returncode == 0, done.stdout + done.stderr
    told = {line for line in done.stderr.splitlines() if 'WARNING' in line}
    assert {re.sub(r'.*"(.*?)" .*', r'\1', line) for line in told} == {*pictures} - {'whole.png'}
    for path in ('cv/jane-doe.pdf', 'portfolio.pdf'):
        reader = PdfReader(tmp_path / '_build/pdf' / path)
        text = ''.join(page.extract_text() for page in reader.pages)
        assert text.count('W') == 4000
        assert [f'level {depth}' in text for depth in range(20)] == [True] * 20
        assert 'The end.' in text
        assert 'Alt of cut.png' in text
        assert sum(len(page.images) for page in reader.pages) == 1


# -- one that never ends -----------------------------------------------------------------


def test_a_document_that_never_ends_is_told_of_and_the_others_are_made(tmp_path: Path) -> None:
    """No page can bring LaTeX to that; ``conf.py``, which is trusted, can."""
    loop = r'\ifnum\strcmp{\jobname}{cv-jane-doe}=0 \def\x{\x}\x\fi'
    conf = f'latex_elements = {{"preamble": r"{loop}"}}\nfolio_pdf_timeout = 15\n'
    pages = {'people/jane-doe.md': person('Jane Doe'), 'people/a.md': person('A')}
    folder = write_site(tmp_path, pages, conf)
    command = [sys.executable, '-m', 'sphinx_folio', 'pdf', '-j', '1']
    done = processes.run(command, cwd=folder, env={**os.environ, **EPOCH})
    assert done.returncode == 1
    assert 'cv/jane-doe: no PDF' in done.stderr
    assert 'cv-jane-doe.tex: LaTeX was not done after 15 s, and was ended' in done.stderr
    assert 'folio_pdf_timeout in conf.py' in done.stderr
    made = {path.stem for path in folder.glob('_build/pdf/**/*.pdf')}
    assert made == {'portfolio', 'a'}


# -- the real site -----------------------------------------------------------------------


class Checkout(NamedTuple):
    """A copy of this repository, in which every command of the host was run."""

    folder: Path
    #: Where the host takes what it serves.
    output: Path
    #: What the commands said.
    said: str


def of_host(setting: str) -> Any:
    """Return a setting of Read the Docs."""
    return yaml.safe_load((ROOT / '.readthedocs.yaml').read_text(encoding='utf-8'))[setting]


@pytest.fixture(scope='module')
def site(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Build the real site as the host does."""
    folder = tmp_path_factory.mktemp('host') / 'checkout'
    shutil.copytree(ROOT, folder, ignore=NOT_CONTENT)
    output = folder / '_readthedocs'
    said = [
        say(['/bin/sh', '-c', command], folder, READTHEDOCS_OUTPUT=str(output), **HOST)
        for commands in of_host('build')['jobs']['build'].values()
        for command in commands
    ]
    return Checkout(folder, output, ''.join(said))


@pytest.fixture(scope='module')
def cvs(site: Checkout) -> dict[str, Path]:
    return {path.stem: path for path in sorted(site.folder.glob('_build/pdf/cv/*.pdf'))}


@pytest.fixture(scope='module')
def portfolio(site: Checkout) -> Path:
    return site.folder / '_build/pdf/portfolio.pdf'


def test_each_format_that_is_asked_for_is_built() -> None:
    assert of_host('formats') == ['pdf']
    assert set(of_host('build')['jobs']['build']) == {'html', 'pdf'}


def test_exactly_one_pdf_is_in_the_format(site: Checkout) -> None:
    """Read the Docs refuses more than one file, and a name with two dots."""
    (pdf,) = (site.output / 'pdf').iterdir()
    assert pdf.name.count('.') == 1
    assert pdf.read_bytes().startswith(b'%PDF-')


def test_each_person_page_links_its_cv(site: Checkout) -> None:
    people = sorted(set((ROOT / 'people').glob('*.md')) - {ROOT / 'people/index.md'})
    for page in people:
        html = (site.output / f'html/people/{page.stem}.html').read_text(encoding='utf-8')
        (link,) = BeautifulSoup(html, 'html5lib').select('.folio-profile a[href$=".pdf"]')
        target = (site.output / 'html/people' / str(link['href'])).resolve()
        assert target == (site.output / f'html/cv/{page.stem}.pdf').resolve()
        assert target.read_bytes().startswith(b'%PDF-')


def test_there_is_a_cv_for_each_person_and_one_portfolio(
    cvs: dict[str, Path], portfolio: Path
) -> None:
    people = {path.stem for path in (ROOT / 'people').glob('*.md')} - {'index'}
    assert set(cvs) == people
    assert portfolio.is_file()


def test_no_line_is_visibly_too_wide(site: Checkout) -> None:
    assert '5/5' in site.said
    assert 'wide' not in site.said


def test_a_cv_has_one_to_four_pages(cvs: dict[str, Path]) -> None:
    for path in cvs.values():
        assert 1 <= len(PdfReader(path).pages) <= 4, path


def test_a_cv_has_its_sections_in_the_order_that_committees_read(cvs: dict[str, Path]) -> None:
    sections = [title for title in outline(PdfReader(cvs['ziren-wang'])) if title]
    assert sections == [
        'Education',
        'Experience',
        'Publications',
        'Projects',
        'Awards',
        'Skills',
        'Activities',
        'About',
    ]
    assert in_order(text_of(cvs['ziren-wang']), ['Ziren Wang', *sections])
    text = text_of(cvs['zhuoran-wang'])
    assert in_order(text, ['Education', 'Publications', 'Awards and honours', 'Academic service'])


def test_the_head_of_a_cv_has_name_place_and_addresses(cvs: dict[str, Path]) -> None:
    head = text_of(cvs['ziren-wang']).partition('Education')[0]
    for words in (
        'Ziren Wang',
        '王梓人',
        'Senior undergraduate, Yao Class',
        'Tsinghua University',
        'Beijing, China',
        'wang-zr22@mails.tsinghua.edu.cn',
        'github.com/Wazrrr',
        'LLM serving',
    ):
        assert words in head
    assert 'https://' not in head


def test_publications_stand_in_their_own_section(cvs: dict[str, Path]) -> None:
    text = text_of(cvs['ziren-wang'])
    section = text.partition('Publications')[2].partition('Projects')[0]
    assert in_order(section, ['2 SchedFlow', 'submitted', '1 NanoFlow', 'Stephanie Wang', 'OSDI'])
    assert 'usenix.org/system/files/osdi25-zhu-kan.pdf' in section


def test_marks_have_their_legend(cvs: dict[str, Path]) -> None:
    assert '* equal contribution' in text_of(cvs['zhuoran-wang'])


def test_the_footer_says_when_and_how_far(cvs: dict[str, Path]) -> None:
    text = text_of(cvs['ziren-wang'])
    count = len(PdfReader(cvs['ziren-wang']).pages)
    assert 'Last updated November 10, 2025' in text
    for number in range(1, count + 1):
        assert f'Page {number} of {count}' in text


def test_every_font_is_embedded(cvs: dict[str, Path], portfolio: Path) -> None:
    for path in (*cvs.values(), portfolio):
        rows = run('pdffonts', str(path)).splitlines()[2:]
        assert rows
        for row in rows:
            assert re.search(r'\s(yes|no)\s+(yes|no)\s+(yes|no)\s', row)[1] == 'yes', row  # type: ignore[index]


def test_nothing_is_left_unresolved(cvs: dict[str, Path], portfolio: Path) -> None:
    ids = {path.stem for folder in ('projects', 'topics') for path in (ROOT / folder).glob('*.md')}
    raw = {name for name in ids if name.count('-') > 1}
    assert raw
    for path in (*cvs.values(), portfolio):
        text = text_of(path)
        assert '??' not in text
        assert '::' not in text
        assert not [name for name in raw if re.search(rf'(?<![\w/.-]){name}(?![\w-])', text)]


def test_links_inside_lead_to_a_place_that_exists(cvs: dict[str, Path], portfolio: Path) -> None:
    for path in (cvs['ziren-wang'], portfolio):
        reader = PdfReader(path)
        targets = {target for kind, target in links(reader) if kind == 'page'}
        assert targets
        assert targets <= set(reader.named_destinations)


def test_documents_say_what_they_are(cvs: dict[str, Path], portfolio: Path) -> None:
    cv = PdfReader(cvs['ziren-wang'])
    assert cv.metadata is not None
    assert cv.metadata.title == 'CV of Ziren Wang'
    assert cv.metadata.author == 'Ziren Wang'
    book = PdfReader(portfolio)
    assert book.metadata is not None
    assert book.metadata.title == 'Folio'
    for reader in (cv, book):
        assert reader.trailer['/Root']['/Lang'] == 'en'  # type: ignore[index]


def test_the_portfolio_has_its_chapters_and_an_index(portfolio: Path) -> None:
    reader = PdfReader(portfolio)
    chapters = [item.title for item in reader.outline if not isinstance(item, list)]
    assert chapters == ['People', 'Projects', 'Topics', 'Publications', 'News', 'Index of people']
    assert 'Add yourself' not in outline(reader)
    assert 'Ziren Wang' in outline(reader)
    first = reader.pages[0].extract_text()
    assert 'Folio' in first
    assert '4 people, 22 projects' in re.sub(r'\s+', ' ', first)
    assert 'Contents' in reader.pages[1].extract_text()
    assert 'Wang, Ziren' in reader.pages[-1].extract_text()


def test_a_link_inside_the_portfolio_tells_its_page(portfolio: Path) -> None:
    reader = PdfReader(portfolio)
    text = text_of(portfolio)
    told = re.search(r'NanoFlow p\. (\d+)', text)
    assert told
    number = int(told[1])
    labels = reader.page_labels
    begin = labels.index(str(number))
    assert 'NanoFlow' in reader.pages[begin].extract_text()
    # a heading near the end of a page has its text on the next one
    shown = ' '.join(page.extract_text() for page in reader.pages[begin : begin + 2])
    assert 'Its means is intra-device parallelism' in re.sub(r'\s+', ' ', shown)


def test_two_runs_give_the_same_bytes(site: Checkout) -> None:
    first = {path.name: path.read_bytes() for path in site.folder.glob('_build/pdf/**/*.pdf')}
    assert len(first) == 5
    folders = ('--output', 'two/pdf', '--latex', 'two/latex', '--doctrees', 'two/doctrees')
    make_pdfs(site.folder, *folders, **HOST)
    second = {path.name: path.read_bytes() for path in site.folder.glob('two/pdf/**/*.pdf')}
    assert second == first


# -- tiny sites --------------------------------------------------------------------------


@pytest.fixture(scope='module')
def group(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the portfolio and some CVs of people in every script, one of them with a photo."""
    pages: dict[str, str | bytes] = {
        f'people/{script}.md': person(name, f'  native-name: "{name}"\n', f'Written {name} here.\n')
        for script, name in NAMES.items()
    }
    pages['people/jane-doe.md'] = person('Jane Doe', '  photo: jane.png\n', 'Text.\n')
    pages['people/jane.png'] = PNG
    folder = write_site(tmp_path_factory.mktemp('group'), pages)
    make_pdfs(folder, 'portfolio', 'jane-doe', *IN_OTHER_SCRIPTS)
    return folder / '_build/pdf'


def test_names_in_every_script_stand_in_one_document(group: Path) -> None:
    text = text_of(group / 'portfolio.pdf')
    for name in NAMES.values():
        assert name in text, name


@pytest.mark.parametrize('script', IN_OTHER_SCRIPTS)
def test_a_cv_takes_a_name_in_any_script(group: Path, script: str) -> None:
    path = group / f'cv/{script}.pdf'
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.author == NAMES[script]
    assert NAMES[script] in text_of(path)


@pytest.mark.parametrize('name', ['cv/jane-doe', 'portfolio'])
def test_a_photo_keeps_its_place(group: Path, name: str) -> None:
    reader = PdfReader(group / f'{name}.pdf')
    pages = [number for number, page in enumerate(reader.pages) if len(page.images)]
    assert pages
    assert 'Jane Doe' in reader.pages[pages[-1]].extract_text()


@pytest.fixture(scope='module')
def unnamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both PDFs of a site that has an address and paper of its own, but no name."""
    files = {
        'index.md': '# Our group\n\n```{toctree}\n:glob:\n\n*/*\n```\n',
        'people/jane-doe.md': person('Jane Doe', body='On {project}`quicklog`.\n'),
        'projects/quicklog.md': '---\nproject:\n  name: QuickLog\n---\n\n# QuickLog\n',
    }
    conf = (
        'del project\nlatex_elements = {"papersize": "letterpaper"}\n'
        'html_baseurl = "https://group.example.org/"\n'
    )
    folder = write_site(tmp_path_factory.mktemp('unnamed'), files, conf)
    make_pdfs(folder)
    return folder / '_build/pdf'


def test_a_site_without_a_name_has_the_title_of_its_landing_page(unnamed: Path) -> None:
    reader = PdfReader(unnamed / 'portfolio.pdf')
    assert reader.metadata is not None
    assert reader.metadata.title == 'Our group'
    assert not reader.metadata.author
    assert 'not set' not in text_of(unnamed / 'portfolio.pdf')


def test_paper_may_be_letter(unnamed: Path) -> None:
    box = PdfReader(unnamed / 'cv/jane-doe.pdf').pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_a_cv_leads_to_the_website_where_that_is_known(unnamed: Path) -> None:
    found = dict(links(PdfReader(unnamed / 'cv/jane-doe.pdf')))
    assert found == {'uri': 'https://group.example.org/projects/quicklog.html'}


def test_a_cv_in_chinese_is_made_alone_and_breaks_its_lines(tmp_path: Path) -> None:
    body = '分布式系统研究如何让许多计算机像一台计算机一样工作。' * 30
    conf = 'language = "zh_CN"\n'
    folder = write_site(tmp_path, {'people/wang.md': person('王梓人', body=body + '\n')}, conf)
    said = make_pdfs(folder, 'wang')
    assert 'wide' not in said
    path = folder / '_build/pdf/cv/wang.pdf'
    assert path.read_bytes().startswith(b'%PDF-')
    assert not (folder / '_build/pdf/portfolio.pdf').exists()
    text = run('pdftotext', '-layout', str(path), '-')
    assert re.sub(r'\s', '', text).count('计算机') == 60
    assert text.count('\n') > 15
