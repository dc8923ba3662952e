"""The samples: each unlike the others in producer, layout, edition, kind of body, figures and faults."""

from __future__ import annotations

from . import drawn, office, pages, printed, texts

SAMPLES = sorted(
    (*office.SAMPLES, *printed.SAMPLES, *drawn.SAMPLES, *pages.SAMPLES, *texts.SAMPLES), key=lambda sample: sample.file
)
