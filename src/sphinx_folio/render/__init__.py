"""Placeholders become nodes: cards, profiles, publications."""

from __future__ import annotations

from .cards import render_cards
from .parts import Parts, empty_list, line
from .placeholders import make_parts, render_publications, setup_transforms
from .publications import title_nodes
from .tabs import setup_tabs
from .words import count_text, label_text, page_title

__all__ = [
    'Parts',
    'count_text',
    'empty_list',
    'label_text',
    'line',
    'make_parts',
    'page_title',
    'render_cards',
    'render_publications',
    'setup_tabs',
    'setup_transforms',
    'title_nodes',
]
