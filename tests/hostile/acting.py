"""Files of strangers that act when a browser opens them, and ordinary ones that do not."""

from __future__ import annotations

import gzip
import struct
import zlib

from support import PNG

RUN = "document.title='ran'"
NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str, attributes: str = '', before: str = '') -> str:
    """Return an SVG picture with something in it."""
    return f'{before}<svg {NS} width="9" height="9" {attributes}>{inner}<path d="M0 0h9v9z"/></svg>'


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha">' + ''.join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + ']>'  # fmt: skip
#: SVG pictures that a browser would run or have load something, and what is told of them.
SVGS: dict[str, tuple[str | bytes, str]] = {
    'script': (svg(f'<script>{RUN}</script>'), 'the element "script"'),
    'script with a prefix': (
        svg(f'<s:script>{RUN}</s:script>', 'xmlns:s="http://www.w3.org/2000/svg"'),
        'the element "script"',
    ),
    'script elsewhere': (svg('<script xlink:href="https://evil.example/a.js"/>'), '"script"'),
    'script of html': (
        svg(f'<h:script xmlns:h="http://www.w3.org/1999/xhtml">{RUN}</h:script>'),
        '"script"',
    ),
    'script of cdata': (svg(f'<script><![CDATA[{RUN}]]></script>'), '"script"'),
    'picture of html': (
        svg('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="x"/>'),
        '"img"',
    ),
    'handler': (svg('', f'onload="{RUN}"'), 'the attribute "onload"'),
    'handler in capitals': (svg('', f'ONLOAD="{RUN}"'), '"ONLOAD"'),
    'handler of an element': (svg(f'<g onclick="{RUN}"/>'), '"onclick"'),
    'handler of an animation': (svg(f'<set attributeName="x" onbegin="{RUN}"/>'), '"onbegin"'),
    'foreign object': (
        svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>'),
        '"foreignObject"',
    ),
    'frame': (svg('<iframe src="javascript:x"/>'), '"iframe"'),
    'link': (svg(f'<a xlink:href="javascript:{RUN}"><path d=""/></a>'), 'a reference to'),
    'link with a tab': (
        svg(f'<a xlink:href="java&#9;script:{RUN}"><path d=""/></a>'),
        'a reference',
    ),
    'link to data': (svg('<a href="data:text/html,x"><path d=""/></a>'), 'a reference to'),
    'animated link': (
        svg(f'<a><animate attributeName="href" values="javascript:{RUN}"/></a>'),
        'an animation of links',
    ),
    'set link': (
        svg(f'<a><set attributeName="xlink:href" to="javascript:{RUN}"/></a>'),
        'animation',
    ),
    'use of a file': (svg('<use href="other.svg#a"/>'), 'a reference to "other.svg#a"'),
    'use elsewhere': (svg('<use xlink:href="https://evil.example/a.svg#a"/>'), 'a reference to'),
    'use of data': (svg('<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>'), 'a reference to'),
    'picture elsewhere': (svg('<image href="https://evil.example/a.png"/>'), 'a reference to'),
    'picture of svg': (svg('<image href="data:image/svg+xml,%3Csvg/%3E"/>'), 'a reference to'),
    'picture by a base': (
        svg('<image href="a.png"/>', 'xml:base="https://evil.example/"'),
        'a ref',
    ),
    'feimage': (
        svg('<filter><feImage href="https://evil.example/a.png"/></filter>'),
        'a reference',
    ),
    'import': (svg('<style>@import "https://evil.example/a.css";</style>'), 'a style sheet'),
    'import by an escape': (
        svg(r'<style>@\69mport "https://evil.example/a.css";</style>'),
        'a style',
    ),
    'import in pieces': (svg('<style>@im<!-- -->port "x";</style>'), 'a style sheet'),
    'url of a style': (
        svg('<style>path{fill:url(https://evil.example/a)}</style>'),
        'a style sheet',
    ),
    'url of an attribute': (svg('<path fill="url(https://evil.example/a#b)" d=""/>'), '"fill"'),
    'url of a style attribute': (svg('<path style="fill:url(//evil.example/a)" d=""/>'), '"style"'),
    'image-set': (svg('<style>path{fill:image-set("https://evil.example/a")}</style>'), 'a style'),
    'mask': (svg('<path mask="url(other.svg#a)" d=""/>'), '"mask"'),
    'instruction': (
        svg('', before='<?xml-stylesheet href="data:text/xsl,x" type="text/xsl"?>'),
        'the instruction "<?xml-stylesheet"',
    ),
    'entity': (
        svg('&x;', before='<!DOCTYPE svg [<!ENTITY x "<script>x</script>">]>'),
        'the entity',
    ),
    'entity of a file': (
        svg('&x;', before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        'the entity',
    ),
    'entity of a parameter': (
        svg('', before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://evil.example/a.dtd"> %x;]>'),
        'the entity',
    ),
    'laughs': (svg('&j;', before=LAUGHS), 'the entity'),
    'default of an attribute': (
        svg('', before=f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{RUN}">]>'),
        '"onload"',
    ),
    'utf-16': (svg(f'<script>{RUN}</script>').encode('utf-16'), '"script"'),
    'utf-7': (
        svg('+ADw-script+AD4-x+ADw-/script+AD4-', before='<?xml version="1.0" encoding="utf-7"?>'),
        'is no SVG picture',
    ),
    'latin': (
        svg(f'<script>{RUN}</script>', before='<?xml version="1.0" encoding="latin-1"?>'),
        '"script"',
    ),
    'audio': (svg('<audio src="x"/>'), '"audio"'),
    'deep': ('<svg xmlns="http://www.w3.org/2000/svg">' + '<g>' * 2000, '1000 deep'),
    'html': ('<html><p>words</p></html>', 'is no SVG picture'),
    'no namespace': ('<svg><path d=""/></svg>', 'is no SVG picture'),
    'html within': (f'<!doctype html><svg {NS} onload="{RUN}">', 'is no SVG picture'),
    'not closed': (f'<svg {NS}><path d="">', 'is no SVG picture'),
    'empty': ('', 'is no SVG picture'),
    'gzip': (gzip.compress(svg('').encode()), 'is no SVG picture'),
    'a table of events': (svg(f'<handler type="text/ecmascript">{RUN}</handler>'), '"handler"'),
    'an embedded page': (svg('<embed src="javascript:x"/>'), 'a reference to'),
    'an object': (svg('<object data="javascript:x"/>'), 'a reference to'),
}
#: As editors save them.
ORDINARY = {
    'inkscape': f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg {NS} width="90" height="90" viewBox="0 0 90 90" version="1.1"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns:cc="http://creativecommons.org/ns#" sodipodi:docname="a.svg" inkscape:version="1.3">
 <sodipodi:namedview id="n" pagecolor="#ffffff" inkscape:zoom="1"/>
 <metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
 <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
 <defs><linearGradient id="g"><stop offset="0" style="stop-color:#000;stop-opacity:1"/></linearGradient>
 <linearGradient id="h" xlink:href="#g" inkscape:collect="always"/><clipPath id="c"><path d=""/></clipPath>
 </defs><g inkscape:label="Layer 1" inkscape:groupmode="layer" clip-path="url(#c)">
 <path style="fill:url(#h);font-family:'DejaVu Sans';-inkscape-font-specification:'DejaVu Sans'" d="M0 0"/>
 <use xlink:href="#c" x="1"/><text xml:space="preserve"><tspan sodipodi:role="line">a (b)</tspan></text>
 </g></svg>""",
    'drawio': f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg {NS} version="1.1" width="121px" height="61px" style="background-color: rgb(255, 255, 255);"
 content="&lt;mxfile host=&quot;app.diagrams.net&quot;&gt;&lt;diagram&gt;x&lt;/diagram&gt;&lt;/mxfile&gt;">
 <defs/><g><rect x="0" y="0" width="120" height="60" fill="rgb(255, 255, 255)" stroke="rgb(0, 0, 0)"
 pointer-events="all"/><g transform="translate(-0.5 -0.5)"><text x="60" font-family="Helvetica">a</text>
 </g></g></svg>""",
    'matplotlib': f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg {NS} width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6" version="1.1">
 <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>
 <defs><style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs>
 <g id="figure_1"><g clip-path="url(#p1)"><path d="M 0 0" style="fill: #ffffff"/></g>
 <image xlink:href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/>
 <use xlink:href="#m1" x="73" y="307" style="stroke: #000000; stroke-width: 0.8"/></g>
 <defs><clipPath id="p1"><rect x="57" y="41"/></clipPath><path id="m1" d=""/></defs></svg>""",
    'graphviz': f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Generated by graphviz version 2.43.0 (0) -->
<svg {NS} width="8pt" height="8pt"><g id="graph0" class="graph" transform="scale(1 1)">
<a xlink:href="https://example.org/" xlink:title="a" target="_blank"><ellipse fill="none" cx="9"/></a>
</g></svg>""",
    'moving': svg('<circle r="1"><animate attributeName="r" values="1;2" dur="1s"/></circle>'),
    'styled': svg('<style>@media (prefers-color-scheme: dark) {path{fill:#fff}}</style>'),
    'utf-16': svg('<text>ä</text>').encode('utf-16'),
}  # fmt: skip
PAGE = f'<!doctype html>\n<script>{RUN}</script>\n'
#: Files that may not be copied beside the pages, though they are called so.
DOWNLOADS: dict[str, str | bytes] = {
    **{
        f'a.{suffix}': PAGE
        for suffix in (
            'html', 'HTM', 'xhtml', 'xht', 'shtml', 'svgz', 'xml', 'xsl', 'xslt', 'rss', 'atom', 'rdf',
            'mht', 'mhtml', 'hta', 'js', 'mjs', 'cjs', 'css', 'wasm', 'swf', 'jar', 'vbs', 'webmanifest',
            'mathml', 'kml', 'owl',
        )
    },
    'evil.svg': svg(f'<script>{RUN}</script>'),
    'page.pdf': PAGE,
    'page.png': PAGE,
    'page': PAGE,
    'page.zip': PAGE.upper(),
    'page.dat': f'\ufeff \n {PAGE}',
    'comment.dat': f'<!-- a -->{PAGE}',
    'svg.dat': svg(f'<script>{RUN}</script>'),
    'xml.dat': f'<?xml version="1.0"?>{svg(f"<script>{RUN}</script>")}',
    'utf16.dat': PAGE.encode('utf-16'),
    'image.dat': f'<img src=x onerror="{RUN}">',
    'div.dat': f'<div><script>{RUN}</script></div>',
    'bold.dat': f'<b onclick="{RUN}">a</b>',
    'table.dat': f'<table><script>{RUN}</script></table>',
    'style.dat': '<style>*{}</style>',
    'title.dat': f'<title>a</title><script>{RUN}</script>',
    'heading.dat': f'<h1>a</h1><script>{RUN}</script>',
}  # fmt: skip
#: Files that may be.
FINE: dict[str, str | bytes] = {
    'fine.pdf': b'%PDF-1.4\n',
    'fine.zip': b'PK\x03\x04',
    'fine.bib': '@misc{a}',
    'fine.txt': PAGE,
    'fine.py': '<a',
    'fine.csv': 'a,b',
    'fine.png': PNG,
    'fine.svg': svg(''),
    'fine.dat': 'a < b',
    'fine.docx': b'PK\x03\x04',
    'fine.pptx': b'PK\x03\x04',
    'fine.mp4': b'\x00\x00\x00\x18ftypmp42',
    'fine.ipynb': '{"cells": ["<script>"]}',
    'fine.tar.gz': gzip.compress(b'a'),
}
#: A picture that is a script as well: GIF89a is a name in JavaScript.
POLYGLOT = b'GIF89a=1;' + RUN.encode() + b'//' + bytes(20)


def png_of(width: int, height: int) -> bytes:
    """Return the head of a PNG that says how large it is."""
    head = b'IHDR' + struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0)
    return PNG[:8] + struct.pack('>I', 13) + head + struct.pack('>I', zlib.crc32(head)) + PNG[33:]


#: Files that are no pictures, though they are called so.
NO_PICTURES: dict[str, tuple[str | bytes, str]] = {
    'page.png': (PAGE, 'is no image'),
    'page.jpg': (PAGE, 'is no image'),
    'page.pdf': (PAGE, 'is no image'),
    'page.gif': (PAGE, 'is no image'),
    'page.webp': (PAGE.encode('utf-16'), 'is no image'),
    'page.html': (PAGE, 'is no image'),
    'picture.html': (PNG, 'is no image'),
    'picture.xhtml': (PNG, 'is no image'),
    'picture.js': (POLYGLOT, 'is no image'),
    'picture.svgz': (gzip.compress(svg('').encode()), 'is no image'),
    'picture.png.html': (PNG, 'is no image'),
    'picture': (PNG, 'is no image'),
    'words.png': ('words', 'is no image'),
    'empty.png': ('', 'is no image'),
    'tiny.png': (PNG[:10], 'is no image'),
    'huge.png': (png_of(60_000, 60_000), 'million'),
    'evil.SVG': (svg(f'<script>{RUN}</script>'), 'the element "script"'),
}
