"""One case: what was read against what is printed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

DOUBTFUL = 0.5
# Lines that are alike are cut after so many.
ALIKE = 3
STATES = {"blank", "absent", "placeholder", "unreadable"}
COUNTS = (
    "cells",
    "right",
    "wrong",
    "doubtful",
    "missing",
    "states",
    "breaks",
    "found",
    "beyond",
    "missed",
    "extra",
    "suspects",
    "meta",
)


def tight(text):
    """Without white space, full-width forms folded."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number(text):
    """The number, or None."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


class Score:
    """What came of one case."""

    def __init__(self, case, report, rules):
        self.case = case
        self.report = report
        self.counts = dict.fromkeys(COUNTS, 0)
        self.lines = []
        self.outcomes = []
        """Breaks of known rules with what came of each: found, verdict, beyond or missed."""
        self.left = []
        """Findings that no break accounts for."""
        self.given = []
        """Numbers given, doubtful ones as well: the confidence of each, and whether it is what is printed."""
        self.failed = False
        self.differs = False
        self.cells()
        self.findings(rules)
        self.identity()

    def say(self, kind, text, fails=False, alike=None):
        """A line of the report; whether it is a failure, or only a difference. Lines that are `alike` may be cut."""
        self.lines.append((kind, text, alike))
        self.differs |= kind not in ("suspect", "note")
        self.failed |= fails

    def told(self, cut):
        """The lines, of those that are alike only the first ones."""
        seen = {}
        for kind, text, alike in self.lines:
            group = (kind, alike)
            seen[group] = seen.get(group, 0) + 1
            if alike is None or not cut or seen[group] <= ALIKE:
                yield f"  {kind:<9} {text}"
        for (kind, alike), count in seen.items():
            if alike is not None and cut and count > ALIKE:
                yield f"  {kind:<9} … {alike}: {count - ALIKE} more like the {ALIKE} above"

    # Cells

    def cells(self):
        """Every cell of the gold against what was read."""
        given = {}
        editions = {}
        presence = {table["id"]: table["presence"] for table in self.report["tables"]}
        for table in self.report["tables"]:
            editions[table["id"]] = table["edition"]
            for value in table["values"]:
                given[table["id"], value["row"], value["column"]] = value
        told = set()
        for gold in self.case.gold:
            key = (gold["table"], gold["row"], gold["column"])
            if editions.get(key[0]) != gold["edition"] and key[0] not in told:
                told.add(key[0])
                read = presence.get(key[0]) == "found"
                self.say("edition", f"{key[0]}: {gold['edition']}, given as {editions.get(key[0], 'nothing')}", fails=read)
            value = given.pop(key, None)
            verdict = self.verdict(key, gold, value)
            if value is not None and value["state"] == "number":
                same = gold["state"] == "number" and number(value["value"]) == number(gold["value"])
                self.given.append((value["confidence"], same or self.acceptable(key, value)))
            if gold["state"] == "number":
                self.counts["cells"] += 1
                self.counts[verdict] += 1
            elif verdict == "wrong":
                self.counts["wrong"] += 1
        for key, value in given.items():
            if value["state"] == "number":
                self.given.append((value["confidence"], False))
            if value["state"] == "number" and value["confidence"] >= DOUBTFUL:
                self.counts["wrong"] += 1
                self.say("wrong", f"{'/'.join(key)}: no such cell, given {value['value']} (raw {value['raw']!r})", fails=True)

    def verdict(self, key, gold, value):
        """What to call one cell; says so where it is not right."""
        if value is None:
            if gold["state"] == "number":
                self.say("missing", f"{'/'.join(key)}: {gold['value']}, not among the cells given", alike=key[0])
            return "missing"
        name = "/".join(key)
        unsure = value["state"] == "unreadable" or value["confidence"] < DOUBTFUL
        shown = f"{value['value'] or value['state']} (raw {value['raw']!r}, confidence {value['confidence']})"
        expected = gold["value"] if gold["state"] == "number" else gold["state"]
        if value["state"] == "number":
            same = gold["state"] == "number" and number(value["value"]) == number(gold["value"])
            if not unsure and (same or self.acceptable(key, value)):
                return "right"
            if not unsure:
                self.say("wrong", f"{name}: {expected}, given {shown}", fails=True)
                return "wrong"
        if key in self.case.doubts and (unsure or self.acceptable(key, value)):
            return "right"
        if gold["state"] == "number":
            verdict = "doubtful" if unsure else "missing"
            self.say(verdict, f"{name}: {expected}, given {shown}", alike=f"{key[0]}, {value['state']}")
            return verdict
        if value["state"] != gold["state"]:
            self.counts["states"] += 1
            self.say("state", f"{name}: {expected}, given {shown}", alike=f"{key[0]}, {value['state']}")
        return "right"

    def acceptable(self, key, value):
        """Whether another reading that the case allows."""
        for choice in self.case.doubts.get(key, "").split("/"):
            words = choice.split()
            if words[:1] == ["number"] and value["state"] == "number":
                if number(words[-1]) == number(value["value"]):
                    return True
            elif words[:1] == [value["state"]] and value["state"] in STATES:
                return True
        return False

    # Findings

    def findings(self, rules):
        """Every break of a known rule against the findings, and the findings that are left over."""
        findings = self.report["findings"]
        presence = {table["id"]: table["presence"] for table in self.report["tables"]}
        left = list(range(len(findings)))
        for row in self.case.breaks:
            if row["rule"] not in rules:
                continue
            self.counts["breaks"] += 1
            about = [i for i, finding in enumerate(findings) if fits(row, finding)]
            left = [i for i in left if i not in about]
            verdict = row["note"].split(":")[0]
            good = [findings[i] for i in about if findings[i]["verdict"] == verdict]
            beyond = self.case.run_together and presence.get(row["table"]) == "lost"
            outcome = "found" if good else "verdict" if about else "beyond" if beyond else "missed"
            self.outcomes.append((row, outcome))
            if good:
                self.counts["found"] += 1
                if all(finding["equation"] for finding in good) and not self.case.planted:
                    self.suspects(row, good)
            elif about:
                self.counts["missed"] += 1
                self.say("verdict", f"{title(row)}: {verdict}, given {findings[about[0]]['verdict']}", fails=True)
            elif beyond:
                self.counts["beyond"] += 1
                self.say("beyond", f"{title(row)}: the table is run together and was not read")
            else:
                self.counts["missed"] += 1
                self.say("missed", f"{title(row)}: {row['note']}", fails=True)
        for index in left:
            finding = findings[index]
            self.left.append(finding)
            self.counts["extra"] += 1
            arithmetic = finding["severity"] == "error" and bool(finding["equation"])
            said = f"{finding['severity']}, {finding['verdict']}: {finding['message_en']}"
            self.say("extra", f"{title(finding)}: {said}", fails=arithmetic, alike=None if arithmetic else finding["rule"])

    def suspects(self, row, findings):
        """The first set of suspects has to hold the cell that the note or the break names."""
        sets = [finding["suspects"][0] if finding["suspects"] else [] for finding in findings]
        named = [cell for cell in re.findall(r"([a-z_.]+)\[([a-z_]+)\]", row["note"])]
        if named:
            wanted = ["/".join((row["table"], *cell)) + "=" for cell in named]
        elif row["row"] and number(row["expected"]) is not None:
            wanted = [f"{row['table']}/{row['row']}/{row['column']}={row['expected']}"]
        else:
            return
        if all(any(cell.startswith(w) for w in wanted for cell in cells) for cells in sets):
            return
        # The note of the break names another row, by its label, as the one to look at.
        elsewhere = re.search(r"（[一二三四五六七]）", row["note"])
        first = " + ".join(sets[0]) or "none"
        if not elsewhere:
            self.counts["suspects"] += 1
            self.say("suspect", f"{title(row)}: {' or '.join(wanted)}, given {first}")
        else:
            self.say("note", f"{title(row)}: first suspects {first}; the break says: {row['note']}")

    # The rest

    def identity(self):
        """Year, title and period; the agency only where the case names one."""
        own = self.report["identity"]
        period = own["period"]
        given = {
            "year": str(own["year"] or ""),
            "title": tight(own["title"]),
            "period": f"{period['start']}..{period['end']}" if period else "",
            "agency": tight(own["agency"]),
        }
        for key, value in given.items():
            if key not in self.case.meta:
                continue
            expected = tight(self.case.meta[key])
            if value != expected:
                self.counts["meta"] += 1
                self.say("meta", f"{key}: {expected or 'nothing'}, given {value or 'nothing'}")


def fits(row, finding):
    """Whether a break and a finding are the same; an empty key matches anything."""
    if row["rule"] != finding["rule"]:
        return False
    return all(not row[key] or not finding[key] or row[key] == finding[key] for key in ("table", "row", "column"))


def title(row):
    """A break or a finding in one word."""
    return " ".join([row["rule"], "/".join(filter(None, (row["table"], row["row"], row["column"])))]).strip()
