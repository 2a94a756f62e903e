"""Compares each connection with `expected.txt`, and prints what each side has seen.

    python3 compare.py FILE...

The files have lines of JSON, as the programs beside this one print them. Waits for missing lines as long as new lines
arrive.
"""

import itertools
import json
import sys
import time
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

CLIENTS = ["fastwebsockets-client", "tokio-tungstenite-client", "tokio-websockets-client"]
ADAPTERS = ["actix-ws", "axum", "fastwebsockets", "tokio-tungstenite", "tokio-websockets", *CLIENTS]
PEERS = ["python", "node", "chromium"]

PATIENCE = 20


class Connection(NamedTuple):
    scenario: str
    adapter: str
    peer: str


class Rule(NamedTuple):
    """A line of a table: patterns, and the expected facts if they fit."""

    line: int
    patterns: list
    expected: list

    def fits(self, facts):
        return all(fnmatchcase(fact, pattern) for fact, pattern in zip(facts, self.patterns, strict=True))


def read_tables(path):
    tables = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("["):
            table = tables.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            keys = 3 if len(cells) == 5 else 2
            table.append(Rule(number, cells[:keys], cells[keys:]))
    return tables


class Expectations:
    def __init__(self, path):
        tables = read_tables(path)
        self.events, self.besides = tables["events"], tables["besides"]
        self.used = set()
        scenarios = dict.fromkeys(rule.patterns[0] for rule in self.events if rule.expected[0] != "-")
        every = itertools.starmap(Connection, itertools.product(scenarios, ADAPTERS, PEERS))
        self.connections = [connection for connection in every if self.of(connection)[0] != "-"]

    def find(self, rules, facts):
        rule = next(rule for rule in rules if rule.fits(facts))
        self.used.add(rule.line)
        return rule.expected

    def of(self, connection):
        return self.find(self.events, connection)

    def besides_of(self, connection):
        return self.find(self.besides, (connection.scenario, connection.peer))[0]

    def unused(self):
        return [rule.line for rule in self.events + self.besides if rule.line not in self.used]


def show(event, reason=None):
    if event.get("code") is None:
        return "nothing"
    reason = reason or f'"{event["reason"]}"'
    return f"{event['code']} {reason} {'clean' if event['clean'] else 'not clean'}"


def is_expected(expected, event):
    return expected == show(event) or (event.get("reason") and expected == show(event, "..."))


def read(paths):
    """Returns the lines so far, by connection: those of our side, and those of the peers."""
    sides = {"own": defaultdict(list), "peer": defaultdict(list)}
    for path in paths:
        # The last line may be incomplete.
        for line in path.read_bytes().split(b"\n")[:-1]:
            if line.startswith(b"{"):
                facts = json.loads(line)
                connection = Connection(facts["scenario"], facts["adapter"], facts["peer"])
                sides[facts["side"]][connection].append(facts)
    return sides["own"], sides["peer"]


def wait_for(connections, paths):
    before, deadline = 0, time.monotonic() + PATIENCE
    while True:
        own, peer = read(paths)
        news = len(own) + len(peer)
        if news > before:
            before, deadline = news, time.monotonic() + PATIENCE
        if all(connection in own and connection in peer for connection in connections) or time.monotonic() > deadline:
            return own, peer
        time.sleep(0.2)


def summarize(connections, own, peer):
    views = defaultdict(lambda: defaultdict(list))
    for connection in connections:
        events = " and ".join(show(event) for line in own[connection] for event in line["events"]) or "nothing"
        theirs = " and ".join(show(line) for line in peer[connection]) or "nothing"
        besides = "".join(f" ({line['besides']})" for line in peer[connection] if line["besides"])
        views[connection.scenario, events, theirs][connection.adapter].append(connection.peer + besides)
    last = None
    for (scenario, events, theirs), adapters in views.items():
        print(f"{'' if scenario == last else scenario:<16}our event: {events}; the peer's: {theirs}")
        last = scenario
        alike = defaultdict(list)
        for adapter, peers in adapters.items():
            alike[", ".join(peers)].append(adapter)
        for peers, names in alike.items():
            print(f"{'':<18}{', '.join(names)}\n{'':<20}with {peers}")


def find_failures(expectations, own, peer):
    for connection in expectations.connections:
        expected, peers_expected = expectations.of(connection)
        besides = expectations.besides_of(connection)
        lines, peers_lines = own[connection], peer[connection]
        events = [event for line in lines for event in line["events"]]
        if len(lines) != 1 or len(events) != 1 or not is_expected(expected, events[0]):
            yield connection, "our event", expected, " and ".join(map(show, events)) or "nothing"
        if len(peers_lines) != 1 or not is_expected(peers_expected, peers_lines[0]):
            yield connection, "the peer's event", peers_expected, " and ".join(map(show, peers_lines)) or "nothing"
        yield from (
            (connection, "besides", besides or "nothing", line["besides"] or "nothing")
            for line in peers_lines
            if line["besides"] != besides
        )
    for connection in sorted((own.keys() | peer.keys()) - set(expectations.connections)):
        yield connection, "connection", "none", "one"


def main(paths):
    expectations = Expectations(Path(__file__).with_name("expected.txt"))
    own, peer = wait_for(expectations.connections, paths)
    summarize(expectations.connections, own, peer)
    failures = list(find_failures(expectations, own, peer))
    for connection, what, expected, came in failures:
        print(f"\nFAILED: {', '.join(connection)}: {what}\n  expected: {expected}\n  came:     {came}")
    for line in expectations.unused():
        print(f"\nFAILED: expected.txt:{line}: no connection fits this line")
    print(f"\n{len(expectations.connections)} connections, {len(failures)} failures")
    return bool(failures or expectations.unused())


sys.exit(main([Path(path) for path in sys.argv[1:]]))
