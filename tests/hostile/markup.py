"""What strangers write to act in a browser: HTML, links, icons, the head of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile import Case
from support import PNG

if TYPE_CHECKING:
    from pathlib import Path

RUN = "document.title='ran'"


def element(name: str) -> str:
    """Return what is told of an element."""
    return f'the element "{name}" is not allowed'


def attribute(name: str, tag: str) -> str:
    """Return what is told of an attribute."""
    return f'the attribute "{name}" of "{tag}" is not allowed'


def address(url: str) -> str:
    """Return what is told of an address."""
    return f'the address "{url}" is not allowed'


#: Each is taken out, and told of at its line.
HTML = {
    # elements that run something
    'script': Case(f'<script>{RUN}</script>\n\nend', element('script'), shown='end'),
    'script in capitals': Case(f'<SCRIPT>{RUN}</SCRIPT>\n\nend', element('script'), shown='end'),
    'script with a slash': Case(f'<script/x>{RUN}</script>\n\nend', shown='<script/x>'),
    'script in a line': Case(f'a <script>{RUN}</script> end', element('script'), shown='a end'),
    'script with a source': Case('<script src="../_downloads/x.js"></script>', element('script')),
    'script of a module': Case(f'<script type=module>{RUN}</script>', element('script')),
    'script unclosed': Case(f'a <script>{RUN}', element('script'), shown='a'),
    'script within its name': Case(f'<scr<script>ipt>{RUN}</scr</script>ipt>', 'is not allowed'),
    'script after a null': Case(f'<scr\0ipt>{RUN}</script>\n\nend', shown='<scr�ipt>'),
    'script over blocks': Case(
        f'<script>\n\n{RUN}\n\n</script>\n\nend', element('script'), shown='end'
    ),
    'script of two pieces': Case(f'a <script\n>{RUN}</script> end', shown='a <script'),
    'script with a newline': Case(
        f'<script\n>{RUN}</script\n>\n\nend', element('script'), shown='end'
    ),
    'script in a heading': Case(f'## A <script>{RUN}</script> b', element('script'), shown='A b'),
    'script in a cell': Case(
        f'| a |\n| - |\n| <script>{RUN}</script> |', element('script'), '<script', shown='a'
    ),
    'script in an item': Case(f'- a <script>{RUN}</script> b', element('script'), shown='a b'),
    'script in a quote': Case(f'> <script>{RUN}</script>', element('script')),
    'script in a note': Case(
        f':::{{note}}\n<script>{RUN}</script>\n:::', element('script'), '<script'
    ),
    'script in a card': Case(
        f':::{{card}} T <script>{RUN}</script>\nb\n:::', element('script'), 'b', shown='T'
    ),
    'script in a tab': Case(
        f'::::{{tab-set}}\n:::{{tab-item}} T\n<script>{RUN}</script>\n:::\n::::',
        element('script'),
        5,
    ),
    'script in a term': Case(f'<script>{RUN}</script>a\n: b', element('script')),
    'script in a footnote': Case(
        f'a[^1]\n\n[^1]: b <script>{RUN}</script>', element('script'), '[^1]:'
    ),
    'script in a caption': Case(
        f'```{{figure}} p.png\nwords <script>{RUN}</script>\n```',
        element('script'),
        '<script',
        shown='words',
    ),
    'script included': Case(
        '```{include} /parts/script.txt\n```',
        element('script'),
        file='parts/script.txt',
        shown='end',
    ),
    'svg': Case(f'<svg onload="{RUN}"><path d=""/></svg>', element('svg')),
    'svg in capitals': Case(f'<SVG/ONLOAD="{RUN}">', shown='<SVG/ONLOAD'),
    'script in svg': Case(f'<svg><script>{RUN}</script></svg>', element('svg')),
    'math': Case(f'<math><mtext href="javascript:{RUN}">x</mtext></math>', element('math')),
    'iframe': Case(f'<iframe srcdoc="<script>{RUN}</script>"></iframe>', element('iframe')),
    'iframe of a file': Case('<iframe src="../_images/evil.svg"></iframe>', element('iframe')),
    'frame': Case('<frameset><frame src=x></frameset>', element('frameset')),
    'object': Case('<object data="../_images/evil.svg"></object>', element('object')),
    'embed': Case('<embed src="../_images/evil.svg">', element('embed')),
    'applet': Case('<applet code=x></applet>', element('applet')),
    'portal': Case('<portal src=x></portal>', element('portal')),
    'video': Case(f'<video><source onerror="{RUN}"></video>', element('video')),
    'audio': Case(f'<audio src=x onerror="{RUN}"></audio>', element('audio')),
    'marquee': Case(f'<marquee onstart="{RUN}">words</marquee>', element('marquee'), shown='words'),
    'own element': Case(f'<x-y onfocus="{RUN}" autofocus>a</x-y>', shown='<x-y onfocus='),
    # forms
    'form': Case(
        '<form action="https://evil.example/">words</form>', element('form'), shown='words'
    ),
    'input': Case(f'<input autofocus onfocus="{RUN}">', element('input')),
    'password': Case('Name <input type=password name=p>', element('input'), shown='Name'),
    'button of a form': Case(
        '<button formaction="javascript:x">words</button>', element('button'), shown='words'
    ),
    'select': Case('<select autofocus onfocus=x><option>a</select>', element('select')),
    'textarea': Case('<textarea>\n\nend', element('textarea'), shown='end'),
    'dialog': Case('<dialog open>words</dialog>', element('dialog'), shown='words'),
    'keygen': Case(f'<keygen autofocus onfocus="{RUN}">', element('keygen')),
    # what belongs to the head
    'base': Case('<base href="https://evil.example/">\n\n[a](#x)', element('base')),
    'refresh': Case(
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">', element('meta')
    ),
    'style sheet': Case('<link rel=stylesheet href="https://evil.example/a.css">', element('link')),
    'preload': Case('<link rel=prefetch href="https://evil.example/">', element('link')),
    'style': Case('<style>*{display:none}</style>\n\nend', element('style'), shown='end'),
    'style in a line': Case(
        'a <style>*{display:none}</style> end', element('style'), shown='a end'
    ),
    'title': Case('<title>words</title>', element('title')),
    # what ends, hides or swallows the page
    'end of the page': Case('</main></body></html>\n\nend', shown='end'),
    'end of an article': Case(
        '</section></article></div></div>\n\nend', 'the end tag "</section>"', shown='end'
    ),
    'end of a division': Case('a\n\n</div>\n\nend', 'the end tag "</div>"', '</div', shown='end'),
    'unclosed division': Case('<div class="a">\n\nend', shown='end'),
    'unclosed comment': Case('a <!-- b\n\nend', shown='end'),
    'unclosed comment of a block': Case('<!-- b\n\nend', 'without an end'),
    'comment that ends early': Case(f'<!--> <img src=x onerror="{RUN}"> -->'),
    'comment that ends late': Case(f'<!-- --!> <img src=x onerror="{RUN}"> -->'),
    'comment of two lines': Case(
        f'<!--\n--> <img src=x onerror="{RUN}">', attribute('onerror', 'img'), 'onerror'
    ),
    'cdata': Case(f'<![CDATA[ <img src=x onerror="{RUN}"> ]]>', 'is not allowed'),
    'instruction': Case('<?xml-stylesheet href="x"?>', 'the instruction'),
    'declaration': Case('<!ENTITY x "y">\n\nend', shown='end'),
    'unclosed tag': Case(f'<img src=x onerror="{RUN}"\n\nend', shown='end'),
    'unclosed value': Case(
        f"<div title=\"a\n\n<img src=x onerror='{RUN}'>\n\nend", 'which does not end', shown='end'
    ),
    'unclosed end tag': Case('<b>a</b\n\nend', shown='end'),
    'template': Case(
        f'<template><img src=x onerror="{RUN}"></template>\n\nend', element('template'), shown='end'
    ),
    'noscript': Case(
        f'<noscript><p title="</noscript><img src=x onerror={RUN}>">', 'is not allowed'
    ),
    'xmp': Case('<xmp>\n\nend', element('xmp'), shown='end'),
    'plaintext': Case('<plaintext>\n\nend', element('plaintext'), shown='end'),
    'unclosed pre': Case('<pre>\n\nend', shown='end'),
    'table in a line': Case('a <table><tr><td> b </td></tr></table> end', shown='end'),
    'cell alone': Case('<td>a</td>\n\nend', 'which cannot stand there', shown='end'),
    # mutations
    'math and style': Case(
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}'
        '&gt;"></math>',
        element('math'),
    ),
    'form in a form': Case(
        f'<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>',
        element('form'),
    ),
    'svg and style': Case(
        f'<svg></p><style><a id="</style><img src=1 onerror={RUN}>">', element('svg')
    ),
    'title in svg': Case(f'<svg><title><img src=x onerror="{RUN}"></title></svg>', element('svg')),
    'select and style': Case(
        f'<select><style></select><img src=x onerror={RUN}></style>', 'select'
    ),
    'value with a tag': Case(f'<p title="</p><script>{RUN}</script>">words</p>', shown='words'),
    'escaped in a value': Case(f'<p title="&lt;script&gt;{RUN}">words</p>', shown='words'),
    'escaped twice': Case(f'<b>&amp;lt;script&amp;gt;</b> &lt;script&gt;{RUN}', shown='<script>'),
    'marks of the cleaner': Case(
        f'<b>\ufdd00\ufdd1<script>{RUN}</script></b> end', element('script')
    ),
    'nested lists of tables': Case('<table>' * 50 + 'x\n\nend', shown='end'),
    # attributes
    'handler': Case(f'<img src=x alt="words" onerror="{RUN}">', attribute('onerror', 'img')),
    'handler in capitals': Case(
        f'<b OnClick="{RUN}">words</b>', attribute('onclick', 'b'), shown='words'
    ),
    'handler after a slash': Case(f'<b/onclick="{RUN}">words</b>', '</b>', shown='<b/onclick'),
    'handler without quotes': Case(f'<p onmouseover={RUN}>words</p>', 'onmouseover', shown='words'),
    'handler twice': Case(f'<p title=a title=b onclick={RUN}>words</p>', 'onclick', shown='words'),
    'handler of an animation': Case('<b style="animation:x" onanimationstart=y>a</b>', 'animation'),
    'toggle': Case(f'<details open ontoggle="{RUN}">words</details>', 'ontoggle', shown='words'),
    'popover': Case('<b popover id=a>a</b><b popovertarget=a>b</b>', attribute('popover', 'b')),
    'focus': Case(f'<a href="#x" tabindex=0 onfocus="{RUN}" autofocus>a</a>', 'onfocus', shown='a'),
    'key': Case('<b accesskey=x>words</b>', attribute('accesskey', 'b'), shown='words'),
    'editable': Case(
        '<p contenteditable>words</p>', attribute('contenteditable', 'p'), shown='words'
    ),
    'data': Case('<p data-tooltip="x">words</p>', attribute('data-tooltip', 'p'), shown='words'),
    'ping': Case('<a href="#x" ping="https://evil.example/">a</a>', attribute('ping', 'a')),
    'download': Case(
        '<a href="https://evil.example/a.exe" download>a</a>', attribute('download', 'a')
    ),
    'background': Case('<table background="https://evil.example/"><tr><td>a</table>', 'background'),
    # styles
    'fixed': Case(
        '<a style="position:fixed;inset:0;z-index:99999" href="https://evil.example/">a</a>',
        'the style "position:fixed"',
        shown='a',
    ),
    'fixed by an escape': Case(r'<b style="p\6fsition:fixed">a</b>', 'the style', shown='a'),
    'fixed in a comment': Case(
        '<b style="pos/**/ition:fixed;/**/position:fixed">a</b>', 'the style'
    ),
    'margin': Case('<p style="margin:-900px">words</p>', 'the style "margin', shown='words'),
    'transform': Case(
        '<p style="transform:scale(90)">words</p>', 'the style "transform', shown='words'
    ),
    'picture of a style': Case(
        '<p style="background:url(https://evil.example/a.png)">a</p>',
        'the style "background',
        shown='a',
    ),
    'style without an end': Case('<p style="color:red;position:fixed', 'which does not end'),
    # addresses
    'javascript': Case(
        f'<a href="javascript:{RUN}">words</a>', address(f'javascript:{RUN}'), shown='words'
    ),
    'javascript by entities': Case(
        f'<a href="&#106;avascript&colon;{RUN}">words</a>',
        address(f'javascript:{RUN}'),
        shown='words',
    ),
    'javascript by a tab': Case(
        f'<a href="java\tscript:{RUN}">words</a>', 'is not allowed', shown='words'
    ),
    'javascript by a line': Case(
        f'<a href="java\nscript:{RUN}">words</a>', 'is not allowed', shown='words'
    ),
    'javascript by tab entity': Case(
        f'<a href="jav&Tab;ascript:{RUN}">words</a>', 'is not allowed'
    ),
    'javascript after a sign': Case(f'<a href="&#1; javascript:{RUN}">words</a>', 'is not allowed'),
    'javascript in capitals': Case(
        f'<a href="JaVaScRiPt:{RUN}">words</a>', address(f'JaVaScRiPt:{RUN}')
    ),
    'vbscript': Case('<a href="vbscript:x">words</a>', address('vbscript:x'), shown='words'),
    'page of data': Case(
        '<a href="data:text/html,<b>">words</a>', 'the address "data:', shown='words'
    ),
    'file': Case('<a href="file:///etc/passwd">words</a>', 'the address "file:', shown='words'),
    'blob': Case('<a href="blob:x">words</a>', address('blob:x'), shown='words'),
    'javascript of a picture': Case(
        f'<img alt=a src="javascript:{RUN}">', 'which is not part of the site'
    ),
    'cited': Case('<q cite="javascript:x">words</q>', address('javascript:x'), shown='words'),
    'picture elsewhere': Case(
        '<img alt=a src="https://evil.example/a.png">', 'not part of the site'
    ),
    'picture without a scheme': Case(
        '<img alt=a src="//evil.example/a.png">', 'not part of the site'
    ),
    'picture by backslashes': Case(
        r'<img alt=a src="\\evil.example\a.png">', 'not part of the site'
    ),
    'picture of a set': Case(
        '<img alt=a src="p.png" srcset="https://evil.example/a.png 2x">', 'srcset'
    ),
    'picture of sources': Case(
        '<picture><source srcset="https://evil.example/a.png"><img alt=a src="p.png"></picture>',
        'not part of the site',
    ),
    'picture of the rest': Case(
        '<img alt=a src="http:evil.example/a.png">', 'not part of the site'
    ),
}
#: What a page says in Markdown, in reStructuredText and by roles.
MARKUP = {
    'link': Case(f'[words](javascript:{RUN})', 'javascript:', shown='words'),
    'link in capitals': Case('[words](JAVASCRIPT:x)', 'JAVASCRIPT:', shown='words'),
    'link by entities': Case('[words](&#106;avascript:x)', 'javascript:', shown='words'),
    'link by a tab': Case('[words](java&Tab;script:x)', 'not found', shown='words'),
    'link by a sign': Case('[words](&#1;javascript:x)', 'not found', shown='words'),
    'link in angles': Case('[words](<javascript:x>)', 'javascript:', shown='words'),
    'link with slashes': Case('[words](javascript://%0ax)', 'javascript:', shown='words'),
    'link of a reference': Case('[words][r]\n\n[r]: javascript:x', 'javascript:', '[r]:'),
    'autolink': Case('<javascript:x>', 'javascript:'),
    'link of data': Case('[words](data:text/html,%3Cb%3E)', 'data:', shown='words'),
    'link of vbscript': Case('[words](vbscript:x)', 'vbscript:', shown='words'),
    'link of a file': Case('[words](file:///etc/passwd)', 'file:', shown='words'),
    'link of a title': Case('[a](https://example.org "\\"><img src=x onerror=y>")', shown='a'),
    'link of an odd scheme': Case('[words](ms-msdt:/id)', 'ms-msdt:', shown='words'),
    'words of a picture': Case('![\\"><img src=x onerror=y>](p.png)'),
    'title of a picture': Case('![a](p.png "\\"><script>x</script>")'),
    'download role': Case('{download}`words <javascript://%0ax>`', 'javascript:', shown='words'),
    'download of data': Case('{download}`words <data://text/html,x>`', 'data:', shown='words'),
    'button': Case('```{button-link} javascript:x\nwords\n```', 'javascript:', shown='words'),
    'button after a space': Case(
        '```{button-link} \u00a0javascript:x\nwords\n```', 'javascript:', shown='words'
    ),
    'button over a page': Case(
        '```{button-link} data:text/html,x\n:click-parent:\nwords\n```', 'data:'
    ),
    'card': Case(':::{card} T\n:link: javascript:x\nwords\n:::', 'javascript:', shown='words'),
    'card of a grid': Case(
        '::::{grid}\n:::{grid-item-card} T\n:link: javascript:x\nwords\n:::\n::::', 'javascript:', 4
    ),
    'picture that leads': Case(
        '```{image} p.png\n:target: javascript:x\n:alt: a\n```', 'javascript:'
    ),
    'figure that leads': Case(
        '```{figure} p.png\n:target: javascript:x\nwords\n```', 'javascript:'
    ),
    'avatar that leads': Case(
        '```{article-info}\n:avatar: p.png\n:avatar-link: javascript:x\n:author: words\n```',
        'javascript:',
    ),
    'table of contents': Case('```{toctree}\nx <javascript://%0ax>\n```', 'javascript:'),
    'table of contents of data': Case('```{toctree}\nx <data://text/html,x>\n```', 'data:'),
    'formula': Case(r'$\href{javascript:x}{y}$ end', 'folio.math', shown='end'),
    'formula of styles': Case(r'$\style{position:fixed}{y}$ end', 'folio.math', shown='end'),
    'formula of HTML': Case(r'$\text{<img src=x onerror=y>}$ end', shown='end'),
    'icon': Case('{octicon}`report;1em;a"><script>x</script>` end', 'an icon holds', shown='end'),
    'icon that runs': Case('{octicon}`report;1em;a"/onload="x` end', 'an icon holds', shown='end'),
    'material icon': Case(
        '{material-regular}`home;1em;a"/onload="x` end', 'an icon holds', shown='end'
    ),
    'icon as it should be': Case('{octicon}`report;1em;sd-text-info` end', shown='end'),
    'abbreviation': Case('{abbr}`A ("><script>x</script>)`'),
    'raw role': Case('{raw-html}`<b>`', 'raw-html'),
    'raw directive': Case('```{raw} html\n<script>x</script>\n```', 'the directive "raw"'),
    'raw latex': Case('```{raw} latex\n\\input{/etc/passwd}\n```', 'the directive "raw"'),
    'raw of rst': Case(
        '```{eval-rst}\n.. raw:: html\n\n   <script>x</script>\n```', 'raw', '.. raw'
    ),
    'raw role of rst': Case(
        '```{eval-rst}\n.. role:: h(raw)\n   :format: html\n\n:h:`<script>x</script>`\n```',
        'raw',
        8,
    ),
    'meta': Case('```{meta}\n:http-equiv=refresh: 0;url=https://evil.example/\n```', 'http-equiv'),
    'meta of a preview': Case(
        '```{meta}\n:property=og:image: https://evil.example/p.png\n```', 'og:image'
    ),
    'meta of a name': Case('```{meta}\n:generator: x\n```', 'cannot be mocked'),
    'meta of rst': Case(
        '```{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0;url=https://evil.example/\n```',
        'http-equiv',
        '# ',
    ),
    'link of rst': Case('```{eval-rst}\n`words <javascript:x>`_\n```', 'javascript:', 'java'),
    'target of rst': Case('```{eval-rst}\nwords_\n\n.. _words: javascript:x\n```', shown='words'),
    'class of a container': Case('```{container} "onclick=x\nwords\n```'),
    'name of a directive': Case(
        '```{note}\n:name: a"><script>x</script>\n\nwords\n```', shown='words'
    ),
    'code': Case('```html\n<script>x</script>\n```', shown='<script>x</script>'),
    'code of a caption': Case(
        '```{code-block} python\n:caption: "<b onclick=x>a"\n1\n```', 'onclick', 5
    ),
    'code in a line': Case('`<script>x</script>`', shown='<script>x</script>'),
    'directive unknown': Case('```{<script>x</script>}\n```', 'there is no directive'),
    'only': Case('```{only} html\n<script>x</script>\n```', element('script'), '<script'),
    'index': Case('```{index} <script>x</script>\n```\n\nend', shown='end'),
    'glossary': Case('```{glossary}\n<script>x</script>\n  words\n```', element('script'), '# '),
}
#: As a page in reStructuredText, which Sphinx reads as well.
RST = {
    'rst raw': Case('.. raw:: html\n\n   <script>x</script>', 'the directive "raw"'),
    'rst raw role': Case('.. role:: h(raw)\n   :format: html\n\n:h:`<script>x</script>`', 'raw', 7),
    'rst link': Case('`words <javascript:x>`_', 'javascript:', shown='words'),
    'rst picture': Case('.. image:: p.png\n   :target: javascript:x', 'javascript:'),
    'rst meta': Case(
        '.. meta::\n   :http-equiv=refresh: 0;url=https://evil.example/', 'http-equiv', '# '
    ),
    'rst icon': Case(
        ':octicon:`report;1em;a"><script>x</script>` end', 'an icon holds', shown='end'
    ),
    'rst html': Case('<script>x</script>', shown='<script>x</script>'),
    'rst class': Case('.. container:: "onclick=x\n\n   words', shown='words'),
}
#: Roles of Sphinx and of sphinx-design, and what they may be given.
ROLES = (
    'abbr any bdg bdg-link-primary bdg-ref-primary command cve dfn doc download envvar eq fab far '
    'fas file guilabel index kbd keyword mailheader manpage math material-outlined menuselection '
    'numref octicon option pep program ref rfc samp sub sup term token py:func person project '
    'topic cite:p cite:t footcite'
).split()
ROLE_TEXTS = (
    'x <javascript:x>',
    '<b onclick=x>',
    '"><script>x</script>',
    'x;1em;"><b onclick=y>',
    'check;1em;a"/onload="x',
    'x (<img src=x onerror=y>)',
)
RAN = '"><script>x</script><img src=x onerror=y>'
PARTS: dict[str, str | bytes | Path] = {
    'parts/script.txt': f'<script>{RUN}</script>\n\nend\n',
    'pages/p.png': PNG,
    'people/jane.md': (
        f"---\nperson:\n  name: 'Jane {RAN}'\n  role: '{RAN}'\n  affiliation: '{RAN}'\n"
        f"  status: '{RAN}'\n  summary: '{RAN}'\n  names: ['Jane{RAN}']\n  group: '{RAN}'\n"
        f"  links: {{'{RAN}': https://example.org/}}\n---\n\n# Jane\n\n```{{profile}}\n```\n\n"
        '```{publications}\n```\n\n{cite:t}`a`\n'
    ),
    'news/n.md': (
        f"---\nentry:\n  name: 'News {RAN}'\n  type: '{RAN}'\n  organisation: '{RAN}'\n"
        f"  place: '{RAN}'\n  summary: '{RAN}'\n  people: [{{id: jane, role: '{RAN}'}}]\n"
        f"  publications: [a]\n  links: {{'{RAN}': https://example.org/, slides: javascript:x}}\n"
        f"  status: '{RAN}'\n  date: 2025\n---\n\n# News\n"
    ),
    'lines.md': (
        f'# Lines\n\n::::{{timeline}}\n:kind: talks\n\n:::{{entry}} {RAN}\n:type: {RAN}\n'
        f':organisation: {RAN}\n:place: {RAN}\n:people: jane ({RAN})\n:dates: 2025\n'
        f':links: {RAN}: https://example.org/, video: javascript:x, data: data:text/html;x\n'
        f'{RAN}\n:::\n\n:::{{entry}}\n{RAN}. More.\n:::\n::::\n'
    ),
    'entries.md': ''.join(
        f'{title}\n\n```{{entries}}\n:style: {style}\n:group: {group}\n```\n\n'
        for title, style, group in (
            ('# Entries', 'timeline', 'type'),
            ('## List', 'list', 'kind'),
            ('## Cards', 'cards', 'year'),
            ('## Names', 'inline', 'type'),
        )
    ),
    'roles.md': '# Roles\n\n'
    + ''.join(f'- {{{role}}}`{text}`\n' for role in ROLES for text in ROLE_TEXTS),
    'bibliography.md': '# All\n\n```{bibliography}\n:all:\n```\n\n{footcite}`b`\n\n'
    '```{footbibliography}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': (
        '@misc{b, author = {Roe, Joan}, title = {B \\href{javascript:x}{words}}, year = {2024}, '
        'note = {\\url{javascript:y} \\href{data:text/html,x}{z}}, howpublished = {\\url{javascript:z}}}\n'
        f'@article{{a, author = {{Doe, Jane{RAN}}}, title = {{A {RAN}}}, journal = {{{RAN}}}, '
        f'year = {{2024}}, abstract = {{{RAN}}}, note = {{{RAN}}}, award = {{{RAN}}}, abbr = {{{RAN}}}, '
        f'keywords = {{{RAN}}}, volume = {{{RAN}}}, html = {{javascript:x}}, url = {{javascript:x}}, '
        'pdf = {data:text/html;x}, slides = {vbscript:x}, video = {javascript://x.example/%0ax}}\n'
    ),
}
