"""How far a confidence can be trusted: numbers given, by band of confidence, and how many of them are wrong."""

from __future__ import annotations

from collections import Counter

from .tables import markdown

BANDS = (0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0)
"""Where the bands begin; the last is 1.0 alone. Below 0.5 a number is doubtful."""


def band(confidence):
    """The beginning of the band that a confidence is in."""
    return max(start for start in BANDS if confidence >= start - 1e-6)


def by_confidence(scores):
    """A table of all numbers given for cells of which it is known what they hold."""
    given, wrong = Counter(), Counter()
    for score in scores:
        for confidence, right in score.given:
            given[band(confidence)] += 1
            wrong[band(confidence)] += not right
    rows = [
        (f"{start:.2f}", given[start], wrong[start], f"{100 * wrong[start] / given[start]:.3f}")
        for start in BANDS
        if given[start]
    ]
    sure = [start for start in BANDS if start >= 0.5]
    count, errors = sum(given[s] for s in sure), sum(wrong[s] for s in sure)
    rows.append(("0.50 and more", count, errors, f"{100 * errors / max(count, 1):.3f}"))
    return markdown(("confidence from", "numbers given", "wrong", "wrong %"), rows)
