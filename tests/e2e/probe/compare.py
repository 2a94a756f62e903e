"""Compares the verdicts of `close-codes probe` and of the Autobahn Testsuite with README.md.

    python3 compare.py FOLDER [--write]

FOLDER has the reports of one run: NAME.probe.jsonl and NAME.patient.jsonl for each server, NAME.listener.jsonl for each client,
and autobahn.json. Without autobahn.json, Autobahn's verdicts are those in README.md. Each difference between two verdicts must be
in differences.toml. `--write` writes the verdicts into README.md.
"""

import difflib
import json
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
README = HERE / "README.md"
SERVERS = ["websockets", "aiohttp", "tornado", "uvicorn", "ws", "faye-websocket", "axum"]
CLIENTS = ["websockets", "aiohttp", "tornado", "ws", "undici", "tokio-tungstenite"]

# The cases in the tables of facts.
ANSWERS = ["1.1", "1.2", "1.13", "1.18", "1.20", "1.21", "2.2", "3.1", "3.2", "3.5", "4.1"]
ENDS = ["1.2", "4.1", "3.5", "5.2", "7.1", "7.2", "8.1", "8.6"]

# The cases in which a client's verdict depends on the moment. tornado answers a close frame if it has not seen the end of TCP yet.
VARYING = {"tornado": ["7.5"]}

# The two kinds of verdict, in a common scale. Where RFC 6455 allows several answers, neither program judges.
SCALE = {
    "OK": "right",
    "kept": "right",
    "FAILED": "wrong",
    "NON-STRICT": "wrong",
    "UNCLEAN": "wrong",
    "broken": "wrong",
    "not followed": "wrong",
    "INFORMATIONAL": "not judged",
    "observed": "not judged",
}


def by_number(number):
    return [int(part) for part in number.split(".")]


def cells(row):
    return [cell.strip().strip("*") for cell in row.strip("|").split("|")]


def table(head, rows):
    lines = ["| " + " | ".join(row) + " |" for row in [head, *rows]]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


class Part(NamedTuple):
    """A part of README.md between two marks."""

    text: str
    start: int
    end: int

    @staticmethod
    def find(readme, name):
        start = readme.index("\n", readme.index(f"<!-- probe: {name} -->")) + 1
        end = readme.index("<!-- probe: end -->", start)
        return Part(readme[start:end].strip(), start, end)


class Report:
    """The JSON of `probe` for a server or a client."""

    def __init__(self, path, varying=()):
        self.cases = {case["number"]: case for case in json.loads(path.read_text(encoding="utf-8"))["cases"]}
        for number in varying:
            self.cases[number].update(verdict="varies", findings=[])
        self.of_autobahn = {number: case for case in self.cases.values() for number in case["autobahn"]}


def is_reset(finding):
    """A reset depends on the moment: it occurs if an endpoint ends TCP before it has read all bytes."""
    return finding["words"].startswith("resets TCP, ")


def is_lost(finding):
    """A reset in place of a close frame. On loopback, it discards nothing, so it is an end of TCP without a close frame."""
    return finding["words"] == "resets TCP before a close frame arrives"


def verdict_of(case):
    """Returns the verdict of `probe`, as it is without a reset."""
    should = [f for f in case["findings"] if f["level"] == "should" or is_lost(f)]
    if case["verdict"] == "not-followed" and all(is_reset(f) for f in should):
        return "observed" if case["level"] == "observed" else "kept"
    return case["verdict"].replace("-", " ")


def autobahn_verdicts(report, readme):
    """Returns Autobahn's verdicts by server and case. An unclean close is a failure, although Autobahn calls the case `OK`."""
    if report is not None:

        def verdict(case):
            is_unclean = case["behavior"] == "OK" and case["behaviorClose"] != "OK"
            return "UNCLEAN" if is_unclean else case["behavior"]

        return {server: {number: verdict(case) for number, case in report[server].items()} for server in SERVERS}
    rows = [cells(row) for row in Part.find(readme, "autobahn").text.splitlines()[2:] if row.startswith("|")]
    return {
        server: {row[0]: row[column].split(",")[0] for row in rows} for column, server in enumerate(SERVERS, 3)
    }


def find_other_codes(report, reports):
    """Finds cases in which Autobahn and `probe` got different close codes from a server. Both sent the same bytes.

    7.1.6 is left out: an answer to many bytes may be lost in a reset.
    """
    for server, cases in report.items():
        for number, case in cases.items():
            frame = close_of(reports[server].of_autobahn[number]["received"])
            code = frame["code"] if frame else None
            if case["remoteCloseCode"] != code and number != "7.1.6":
                yield f"{server}, {number}: Autobahn got the code {case['remoteCloseCode']}, and `probe` got {code}"


class Difference(NamedTuple):
    server: str
    case: str
    autobahn: str
    probe: str


def find_differences(autobahn, reports):
    return {
        Difference(server, number, verdict, verdict_of(reports[server].of_autobahn[number]))
        for server in SERVERS
        for number, verdict in autobahn[server].items()
        if SCALE[verdict] != SCALE[verdict_of(reports[server].of_autobahn[number])]
    }


def explain(differences, explanations):
    """Makes the table of differences. Each must have exactly one explanation, and each explanation a difference."""
    left = set(differences)
    rows, failures = [], []
    for entry in explanations:
        for server in entry["servers"]:
            for case in entry["cases"]:
                difference = Difference(server, case, entry["autobahn"], entry["probe"])
                if difference in left:
                    left.remove(difference)
                else:
                    failures.append(f"differences.toml explains what did not occur: {', '.join(difference)}")
        names, cases = ", ".join(entry["servers"]), ", ".join(entry["cases"])
        verdicts = f"{entry['autobahn']}, {entry['probe']}"
        rows.append([names, cases, verdicts, entry["section"], " ".join(entry["because"].split())])
    failures += [f"differences.toml lacks a difference: {', '.join(difference)}" for difference in sorted(left)]
    return table(["server", "cases", "Autobahn, probe", "section", "explanation"], rows), failures


def autobahn_table(autobahn, reports):
    of_autobahn = reports[SERVERS[0]].of_autobahn
    rows, same, different = [], 0, 0
    for number in sorted(autobahn[SERVERS[0]], key=by_number):
        row = [number, of_autobahn[number]["number"], of_autobahn[number]["title"]]
        for server in SERVERS:
            pair = autobahn[server][number], verdict_of(reports[server].of_autobahn[number])
            if SCALE[pair[0]] == SCALE[pair[1]]:
                same += 1
                row.append(", ".join(pair))
            else:
                different += 1
                row.append(f"**{', '.join(pair)}**")
        rows.append(row)
    counts = f"{len(rows)} cases and {len(SERVERS)} servers: {same} pairs of verdicts are the same, and {different} differ."
    return f"{table(['Autobahn', 'probe', 'input', *SERVERS], rows)}\n\n{counts}"


def rest_table(names, reports, is_shown):
    """Makes the table of the cases that have not the same verdict for all, and a sentence about the others."""
    rows, same = [], defaultdict(list)
    for number, case in reports[names[0]].cases.items():
        verdicts = [verdict_of(reports[name].cases[number]) for name in names]
        if is_shown(case) and len(set(verdicts)) == 1:
            same[verdicts[0]].append(number)
        elif is_shown(case):
            rows.append([number, case["title"], *verdicts])
    sentences = [f"All are `{verdict}` in {', '.join(numbers)}." for verdict, numbers in same.items()]
    return "\n\n".join([table(["probe", "input", *names], rows), *sentences])


def findings_table(names, reports):
    """Makes the table of what breaks a MUST or does not follow a SHOULD. It has no times, and no codes that the case has."""
    found = defaultdict(list)
    for name in names:
        for number, case in reports[name].cases.items():
            codes = {str(frame["code"]) for frame in case["sent"] if frame["opcode"] == "close"}
            for finding in case["findings"]:
                if is_lost(finding):
                    finding = {**finding, "level": "should", "words": "ends TCP without a close frame"}
                if finding["level"] != "note" and not is_reset(finding):
                    words = re.sub(r"[\d.]+ m?s\b", "some time", finding["words"])
                    words = re.sub(r"\d+", lambda digits: "the code" if digits[0] in codes else digits[0], words)
                    found[name, finding["level"].upper(), finding["section"], words].append(number)
    rows = [[*key, ", ".join(numbers)] for key, numbers in found.items()]
    return table(["", "level", "section", "finding", "cases"], rows)


def close_of(frames):
    return next((frame for frame in frames if frame["opcode"] == "close"), None)


def body_of(frame):
    return bytes.fromhex(frame["payload"])


def answer(case):
    """Says how the endpoint answers a close frame."""
    sent, frame = close_of(case["sent"]), close_of(case["received"])
    if frame is None:
        return "no close frame"
    if body_of(frame) == body_of(sent):
        return "the same"
    code = frame["code"] or "an empty body"
    return f"{code}, and a reason" if body_of(frame)[2:] else f"{code}"


def end_of_tcp(case):
    """Says who ends TCP first. A time only has to be below one second: it depends on the machine."""
    first = case["endOfTcp"]["first"]
    if first is None:
        return "open"
    if first == "probe":
        return "after the probe" if case["endOfTcp"]["endpoint"] else "open"
    end = case["endOfTcp"]["endpoint"]
    actions = [event["milliseconds"] for event in case["sent"] + case["received"]]
    after = end["milliseconds"] - max([time for time in actions if time <= end["milliseconds"]], default=0)
    how = {"fin": "", "rst": " (reset)", "inside-frame": " (inside a frame)", "error": " (error)"}[end["how"]]
    return f"{'at once' if after < 1000 else 'later'}{how}"


def end_with_patience(case):
    """Says after how long a server ends TCP whose close frame is not answered, in steps of five seconds."""
    end = case["endOfTcp"]["endpoint"]
    close = close_of(case["received"])
    return f"after {round((end['milliseconds'] - close['milliseconds']) / 5000) * 5} s" if end else "open"


def facts_table(head, reports, numbers, fact):
    rows = []
    for number in numbers:
        title = reports[SERVERS[0]].cases[number]["title"]
        rows.append([number, title, *(fact(reports[name].cases[number]) for name in SERVERS)])
    return table(["probe", head, *SERVERS], rows)


def main(folder, write):
    readme = README.read_text(encoding="utf-8")
    servers = {name: Report(folder / f"{name}.probe.jsonl") for name in SERVERS}
    clients = {name: Report(folder / f"{name}.listener.jsonl", VARYING.get(name, ())) for name in CLIENTS}
    patient = {name: Report(folder / f"{name}.patient.jsonl") for name in SERVERS}
    path = folder / "autobahn.json"
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    autobahn = autobahn_verdicts(report, readme)
    explanations = tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8"))["difference"]
    differences, failures = explain(find_differences(autobahn, servers), explanations)
    failures += find_other_codes(report or {}, servers)
    parts = {
        "autobahn": autobahn_table(autobahn, servers),
        "differences": differences,
        "rest": rest_table(SERVERS, servers, lambda case: not case["autobahn"]),
        "answers": facts_table("a close frame arrives", servers, ANSWERS, answer),
        "ends": facts_table("the server ends TCP", servers, ENDS, end_of_tcp),
        "patience": facts_table("the server ends TCP", patient, ["8.6"], end_with_patience),
        "findings": findings_table(SERVERS, servers),
        "clients": rest_table(CLIENTS, clients, lambda case: True),
        "findings of clients": findings_table(CLIENTS, clients),
    }
    made = readme
    for name, text in parts.items():
        part = Part.find(made, name)
        made = made[: part.start] + "\n" + text + "\n\n" + made[part.end :]
    if write:
        README.write_text(made, encoding="utf-8")
    else:
        changes = difflib.unified_diff(readme.splitlines(), made.splitlines(), "README.md", "this run", n=0, lineterm="")
        failures += ["README.md has other verdicts:\n" + "\n".join(list(changes))] if made != readme else []
    print(*parts.values(), sep="\n\n")
    for failure in failures:
        print(f"\nFAILED: {failure}")
    print(f"\n{len(SERVERS)} servers, {len(CLIENTS)} clients, {len(failures)} failures")
    return bool(failures)


sys.exit(main(Path(sys.argv[1]), "--write" in sys.argv[2:]))
