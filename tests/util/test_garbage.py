"""What a program leaves to the system when it ends."""

import subprocess
import sys

#: What goes round, and would say so when Python takes it apart.
PROGRAM = """
from sphinx_folio.util import look_less_often

class Loud:
    def __del__(self):
        print('taken apart')

def go_round():
    loud = Loud()
    loud.itself = loud

{look}
go_round()
print('done')
"""


def run(look: str) -> list[str]:
    """Return the lines that the program prints."""
    command = [sys.executable, '-c', PROGRAM.format(look=look)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return ended.stdout.split('\n')[:-1]


def test_what_goes_round_is_not_taken_apart_when_a_program_ends() -> None:
    assert run('look_less_often()') == ['done']
    assert run('') == ['done', 'taken apart']


def test_a_second_site_in_one_program_changes_nothing() -> None:
    assert run('look_less_often(); look_less_often()') == ['done']
