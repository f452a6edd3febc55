"""Single values of a source as Folio writes them: dates, links, accounts, groups, names."""
