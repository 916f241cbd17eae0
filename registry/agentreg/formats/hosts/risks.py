"""The risk classes that several hosts' tools share."""

from __future__ import annotations

from agentreg.model.tools import Risk

READ = (Risk.READ,)
WRITE = (Risk.WRITE,)
NETWORK = (Risk.NETWORK,)
SPAWN = (Risk.SPAWN,)
SESSION = (Risk.SESSION,)
ASK = (Risk.ASK,)
# A shell writes files and reaches the network, whatever it was granted for.
SHELL = (Risk.EXECUTE, Risk.NETWORK, Risk.WRITE)
# What a server's tools do is the server's to say: the widest reading.
SERVER = SHELL
EVERYTHING = tuple(sorted(Risk))
