"""Small styles of CSL, written for the tests."""

from __future__ import annotations

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>{name}</title><id>https://example.org/{name}</id><updated>2026-01-01T00:00:00Z</updated></info>
"""
_TAIL = """
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>{layout}</bibliography>
</style>
"""


def style(layout: str, macros: str = '', name: str = 'test') -> str:
    """Return a style whose bibliography has this layout."""
    return _HEAD.format(name=name) + macros + _TAIL.format(layout=layout)


#: ``Doe, J., & Roe, R. (2020). Title. *Journal*. https://doi.org/…``
AUTHOR_DATE = style(
    """
    <layout suffix=".">
      <group delimiter=". ">
        <group delimiter=" ">
          <names variable="author">
            <name name-as-sort-order="all" initialize-with=". " and="symbol"
                  delimiter-precedes-last="always"/>
            <label form="short" prefix=" (" suffix=")"/>
            <substitute><names variable="editor"/><text macro="title"/></substitute>
          </names>
          <date variable="issued" prefix="(" suffix=")"><date-part name="year"/></date>
        </group>
        <text macro="title"/>
        <group delimiter=" ">
          <choose><if type="thesis"><text value="Dissertation"/></if></choose>
          <text variable="number" prefix="no. "/>
        </group>
        <text variable="container-title" font-style="italic"/>
        <names variable="editor"><name form="short"/><label form="short" prefix=" "/></names>
      </group>
      <text variable="DOI" prefix=" https://doi.org/"/>
    </layout>
    """,
    '<macro name="title"><text variable="title"/></macro>',
    name='author-date',
)
#: ``[1] J. DOE and R. Roe, “Title,” Journal, 2020.``
NUMERIC = style(
    """
    <layout suffix=".">
      <text variable="citation-number" prefix="[" suffix="]"/>
      <group prefix=" " delimiter=", ">
        <names variable="author">
          <name initialize-with=". " and="text" et-al-min="4" et-al-use-first="1">
            <name-part name="family" font-variant="small-caps"/>
          </name>
        </names>
        <text variable="title" quotes="true" text-case="title"/>
        <text variable="container-title"/>
        <date variable="issued"><date-part name="year"/></date>
      </group>
    </layout>
    """,
    name='numeric',
)
