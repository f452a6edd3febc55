"""A site with everything that paper must show, and a reader of the LaTeX that is written."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from PIL import Image
from support import PNG

if TYPE_CHECKING:
    from support import Site

#: What a website shows and paper does not: controls, sources to copy, words for a listener.
_SCREEN_ONLY = (
    '.headerlink, .folio-filter, .folio-machines, .folio-bibtex, .folio-publication-home, .folio-list-footer, .folio-unseen, svg, script, '
    'style, time, .footnote .label, .footnote .backrefs, .footnote-reference, .sd-stretched-link, '
    '.guilabel'
)
#: Characters that mean something to TeX.
SPECIAL = r'# $ % & _ { } ~ ^ \ < > | " \' [ ] - `'
#: What an author may write that HTML and print show alike; ``W…`` words are looked for.
KITCHEN = r"""
# Kitchen

Wplain *Wemphasis* **Wstrong** `Wliteral` "Wquoted" 100 % & $5 #1 a_b {Wbraces} ~ ^ \\ < > |.
Wnote[^first] and again[^first], [Wlink](https://www.example.org/a_b%20c#d&e~f/) and
<https://example.org/auto_link>, <mailto:wauto@example.org>, [Wmail](mailto:wmail@example.org).
{bdg}`Wbadge` {bdg-primary}`Wprimary` {bdg-link-info}`Wbadgelink <https://badge.example.org>`
{bdg-ref-success}`Wbadgeref <kitchen-target>` {octicon}`gear`
{abbr}`WABBR (Wlong form)` {kbd}`Wkey` {guilabel}`&Wgui` {math}`W_x^2` {sub}`wsub` {sup}`wsup`
{download}`Wdownload <data.csv>` {term}`Wterm` 王梓人 Ελληνικά Кириллица 👩‍💻 ⭐️ e\u0301 ✓.

[^first]: Wfootnote with 汉字.

(kitchen-target)=
## Wheading with `Wcode` and [Wlinked](https://example.org/heading) {person}`jane-doe`

[Wown](#kitchen-target) {ref}`kitchen-target` {ref}`Wreftext <kitchen-target>` {doc}`notes`
{numref}`kitchen-figure` {doc}`Wdoctext <notes>` [Wtopage](notes.md) [](#jane-doe)
{person}`jane-doe` {project}`quicklog` {topic}`Wtopictext <storage>` {cite:p}`doe2024` {cite:t}`doe2024`

```{figure} dot.png
:name: kitchen-figure
:alt: Walt

Wcaption *Wcaptionem*

Wlegend
```

::::::{tab-set}

:::::{tab-item} Wtabone
Wtabbody

::::{tab-set}
:::{tab-item} Wnestedtab
Wnestedbody
:::
::::
:::::

:::::{tab-item} Wtabtwo

::::{card} Wcardintab
Wcardbody

:::{tab-set}
```{tab-item} Wtabincard
Wbodyincard
```
:::
::::
:::::

::::::

Waftertabs

::::{tab-set-code}
```python
Wpython = '汉字 # $'
```
```javascript
Wjavascript
```
::::

:::{card} Wcardtitle
:header: Wheader
:footer: Wfooter
:img-top: dot.png
:img-bottom: dot.png
:img-alt: Wcardalt
:link: https://card.example.org/x
Wcontent
:::

:::{card}
:link: notes
:link-type: doc
Wnotitle
:::

:::{card} Wrefcard
:link: kitchen-target
:link-type: ref
Wrefbody
:::

:::{card} Wanycard
:link: notes
:link-type: any
Wanybody
:::

:::{card} Woverlay
:img-background: dot.png
Woverbody
:::

::::{grid} 1 1 2 2
:::{grid-item-card} Wgridone
Wgridbodyone
:::
:::{grid-item-card} Wgridtwo
Wgridbodytwo
:::
::::

::::{grid} 2
:::{grid-item}
Wloose
:::
:::{grid-item-card} Wmixed
Wmixedbody
:::
::::

::::{card-carousel} 2
:::{card} Wcarousel
Wcarouselbody
:::
::::

:::{dropdown} Wdroptitle
Wdropbody
:::

:::{dropdown}
Wuntitled
:::

::::{accordion}
:::{dropdown} Waccordion
Waccbody
:::
::::

::::{steps}
:::{step} Wstep
Wstepbody
:::
::::

:::{aside} Wasidetitle
Wasidebody
:::

:::{article-info}
:author: Wauthor
:date: Wdate
:read-time: Wreadtime
:::

```{button-link} https://button.example.org/path
Wbutton
```
```{button-link} https://bare-button.example.org/path
```
```{button-ref} kitchen-target
Wbuttonref
```
```{button-ref} notes
:ref-type: doc
```

:::{note}
Wnote2
:::

:::{admonition} Wadmonition
Wadbody
:::

:::{seealso}
Wseealso
:::

| Whead | Whead2 |
|---|---|
| Wcell `x|y` | [Wcelllink](https://cell.example.org) |

```python
Wcode = 'naïve 汉字'  # \ { } $
```

```
Wcodeplain
```

$$
Wmath^2
$$

```{line-block}
Wline one
Wline two
```

Wdefterm
: Wdefinition

```{glossary}
Wterm
  Wglossdef
```

```{eval-rst}
:Wfield: Wfieldbody

-o OPT  Woption
```

- Wouter
  - Winner
    1. Wdeep
       - Wdeeper

> Wquote
>
> -- Wattribution

---

```{rubric} Wrubric
```

{.folio-list}
Wclassed

<details><summary>Wsummary</summary>

Wdetails

<p>Wrawpara<br>Wbroken</p>
</details>

Winline <b>Wraw</b><br>text <kbd>Wkbd</kbd> <script>alert(1)</script>
<script>
Xscript()
</script>
<!-- Xcomment -->

% Xmystcomment

![Walt2](dot.png) ![Wwebp](w.webp)

![Wremote](https://remote.example.org/x.png)

{ref}`Wunknown <no-such-label>`

:::{versionadded} 1.0
Wversion
:::

```{centered} Wcentered
```

```{hlist}
- Whlist
```

:::{sidebar} Wsidebar
Wsidebody
:::

:::{topic} Wtopic
Wtopicbody
:::

:::{epigraph}
Wepigraph
:::

:::{container} Wclass
Wcontainer
:::
"""


def webp() -> bytes:
    """Return a small picture that LaTeX does not take."""
    file = io.BytesIO()
    Image.new('RGB', (2, 2)).save(file, 'WEBP')
    return file.getvalue()


BIB = r"""
@article{doe2024, author = {Doe, Jane and Poe, Ann}, author+an = {1=equal;1=corresponding},
  title = {Fast \& sure {\#}1 of $x_1^2$ 100\% a\_b}, journal = {J. of \$}, year = {2024},
  doi = {10.1000/a_b}, url = {https://example.org/p?a=b&c=d#e}, abstract = {Wabstract 50\% of $\alpha_i$.},
  selected = {true}, award = {Best}, topics = {storage}, projects = {quicklog}}
@inproceedings{roe2023, author = {Roe, R. and Doe, J.}, title = {Second}, booktitle = {Proc.}, year = {2023}}
@misc{poe2022, author = {Poe, Ann}, title = {Other}, year = {2022}}
"""

JANE = r"""
---
person:
  name: Jane Doe
  native-name: 王梓人
  pronouns: she/her
  role: PhD student
  group: phd
  affiliation: University of X
  location: Delft
  status: Looking for a job
  summary: Wsummary of 汉字.
  email: jane@example.org
  photo: jane.png
  updated: 2025-11-10
  topics: [storage]
  links:
    orcid: 0000-0002-1825-0097
    github: jane_doe
    website: https://jane.example.org/a_b~c
---

# Jane Doe

```{profile}
```

::::::{tab-set}
:::::{tab-item} About
Wabout text. {cite:p}`doe2024` {person}`jane-doe` {project}`quicklog` [Wnotes](../notes.md)
:::::
:::::{tab-item} Experience and education
::::{timeline} Education
:kind: education
:::{entry} MSc in **Wsubject**
:organisation: Delft University
:place: Delft
:dates: 2023-09 to 2025-11
Wthesis
:::
:::{entry} BSc
:::
::::
::::{timeline}
:kind: experience
:::{entry} Developer
:dates: 2024 to present
:::
::::
:::::
:::::{tab-item} Projects
```{projects}
```
:::::
:::::{tab-item} Publications
```{publications}
```
:::::
:::::{tab-item} More
::::{timeline} Prizes
:kind: awards
:::{entry} Wprize
:::
::::
Wmore
:::::
::::::
"""

NOTES = """
# Notes

Wnotestext {person}`jane-doe`

```{people}
```
```{people}
:style: list
```
```{projects}
:style: inline
```
```{publications}
:style: numbered
:group: year
:filter:
```
```{publications}
:style: compact
```
"""


_GONE = re.compile(
    r"""\\sphinxhref\{[^{}]*\} | \\(?:detokenize|label|DUrole|PYG|folioline|begin|end)\{[^{}]*\}
    | \\folioscript\{[a-z-]+\} | \\(?:folio|foliomain)index\{[^{}]*\}\{[^{}]*\} | %\n""",
    re.VERBOSE,
)
_SIGNS = {
    r'\textbackslash{}': '\\',
    r'\textasciitilde{}': '~',
    r'\textasciicircum{}': '^',
    r'\sphinxhyphen{}': '-',
}


def body_of(site: Site, name: str = 'portfolio') -> str:
    """Return what stands in the body of a document, each run of white space as one space."""
    text = site.text(f'{name}.tex').partition(r'\begin{document}')[2]
    return ' '.join(text.split())


def chapter_of(site: Site, title: str) -> str:
    """Return what stands in one chapter of the portfolio, as `body_of` does."""
    return body_of(site).partition(rf'\chapter{{{title}}}')[2].partition(r'\sphinxstepscope')[0]


def words_of(tex: str) -> set[str]:
    """Return the words that a reader of a PDF sees, and perhaps a few names of TeX."""
    text = _GONE.sub(' ', tex)
    for sign, char in _SIGNS.items():
        text = text.replace(sign, char)
    text = re.sub(r'\\([#$%&_{}])', r'\1', text.replace('}{', ' '))
    return words_in(re.sub(r'\\[A-Za-z]+\*?', ' ', text).replace('{', '').replace('}', ''))


def words_in(text: str) -> set[str]:
    """Return the words of a text; signs between them are none."""
    return set(re.findall(r'\w+', text))


def seen_words(html: Any) -> set[str]:
    """Return the words of a page's main content, but for what is for screens only."""
    for node in html.select(f'{_SCREEN_ONLY}, math'):  # formulas have letters, not words
        node.decompose()
    return words_in(html.get_text(' '))


def section_titles(tex: str, kind: str = 'section') -> list[str]:
    """Return the titles of the sections of a document."""
    return re.findall(rf'\\{kind}\{{([^}}]*)\}}', tex)


def kitchen_files() -> dict[str, str | bytes]:
    """Return the sources of a site of everything."""
    return {
        'index.md': (
            '# Site\n\nXlanding\n\n```{toctree}\npeople/jane-doe\nprojects/quicklog\n'
            'topics/storage\nkitchen\nnotes\npublications\n```\n'
        ),
        'kitchen.md': KITCHEN.replace('\\u0301', '\u0301'),
        'notes.md': NOTES,
        'people/jane-doe.md': JANE,
        'projects/quicklog.md': (
            '---\nproject:\n  name: QuickLog\n  summary: Wlogs\n  period: 2023 to 2024\n'
            '  people:\n    - id: jane-doe\n      role: lead\n  image: ../dot.png\n'
            '  topics: [storage]\n  links:\n    code: https://code.example.org/x\n---\n\n'
            '# QuickLog\n\n```{profile}\n```\n\nWproject\n'
        ),
        'topics/storage.md': (
            '---\ntopic:\n  name: Storage\n  summary: Wstore\n  aliases: [Walias]\n---\n\n'
            '# Storage\n\n```{profile}\n```\n\nWtopicpage\n'
        ),
        'publications.md': '# Publications\n\n```{publications}\n```\n',
        'references.bib': BIB,
        'dot.png': PNG,
        'people/jane.png': PNG,
        'w.webp': webp(),
        'data.csv': 'a,b\n',
    }
