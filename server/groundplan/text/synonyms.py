"""Words that Go programmers use for one another in names."""

from __future__ import annotations

_GROUPS = """
id identifier uid uuid guid
url uri link href endpoint
name title label caption
description summary desc detail about
type kind category sort
status state phase
config configuration setting option preference
email mail
user account member principal login username
count number num total quantity qty amount
start begin from since
end finish until stop
message msg text body content
timestamp ts time date at moment
error err failure fault
max maximum limit cap
min minimum
param parameter arg argument
image picture photo
delete remove destroy erase
update modify edit change
create add insert new
organization organisation org company tenant
project workspace
task job work
note memo
comment remark
tag mark
request req query
response resp reply result outcome
index idx position pos order
length len size
address addr
password passwd secret pwd
reference ref
document doc
message msg notification
file attachment resource asset
store repository repo storage
payload data body content
enabled active
previous prev last
temporary temp tmp
source origin src
destination dest target
header head
value val
key token
customer client buyer
owner holder
group team
folder directory dir
host hostname server
permission right privilege
version revision
"""

# One word written in two ways: what is asked for in one of them is as often called by the other.
_SPELLINGS = """
email mail
organization organisation org
configuration config
repository repo
database db
message msg
document doc
color colour
license licence
favorite favourite
catalog catalogue
"""

_other_spellings: dict[str, tuple[str, ...]] = {}
for _line in _SPELLINGS.strip().splitlines():
    for _word in _line.split():
        _other_spellings[_word] = tuple(other for other in _line.split() if other != _word)


def other_spellings(word: str) -> tuple[str, ...]:
    """Return the other ways in which a singular lower-case word is written: `email` for `mail`."""
    return _other_spellings.get(word, ())


_canonical: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _word in _line.split():
        _canonical[_word] = _canonical.get(_word, frozenset()) | {_number}


def meanings_of(word: str) -> frozenset[str | int]:
    """Return what a singular lower-case word stands for: two words mean the same when they have any of it in common."""
    return frozenset((word, *_canonical.get(word, ())))


def mean_the_same(left: str, right: str) -> bool:
    """Tell whether two singular lower-case words are the same or commonly stand for one another in names."""
    if left == right:
        return True
    one, two = _canonical.get(left), _canonical.get(right)
    return bool(one and two and one & two)
