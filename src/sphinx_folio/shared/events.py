"""Events of Folio's own that rooms know which do not know each other."""

#: Emitted by the preview once an application has loaded all that the last build has left, and
#: before there is anything to build: whoever listens gets ready, and must look again later.
STAND_BY = 'folio-stand-by'
