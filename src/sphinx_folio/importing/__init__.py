"""Sites and files of other programs become a Folio site."""
