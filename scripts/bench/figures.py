"""From raw numbers to the figures of the table: plain values in, plain values out."""

import re
from collections.abc import Sequence
from statistics import mode


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (above 0.0, up to 1.0) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def parse_stat(text: str) -> tuple[int, int]:
    """Return (parent, clock ticks in user and kernel mode) from /proc/PID/stat. The name may hold any sign."""
    fields = text.rpartition(")")[2].split()
    return int(fields[1]), int(fields[11]) + int(fields[12])


def parse_peak(text: str) -> int:
    """Return the peak resident size in kB from /proc/PID/status; 0 where it does not say."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", text, flags=re.MULTILINE)
    return int(found[1]) if found else 0


def linked_files(html: str) -> list[str]:
    """Return the addresses of style sheets, scripts and icon sheets the page loads, each once."""
    tags = re.findall(r"<(?:link|script|use)\b[^>]*>", html)
    loading = [tag for tag in tags if not tag.startswith("<link") or 'rel="stylesheet"' in tag]
    found = [re.search(r'(?:href|src)="([^"#]+)', tag) for tag in loading]
    return list(dict.fromkeys(match[1] for match in found if match))


def usual(counts: Sequence[int]) -> str:
    """Say the usual count, and in brackets the highest where that is another: "9 (13)"."""
    common, highest = mode(counts), max(counts)
    return str(common) if common == highest else f"{common} ({highest})"


def times(value: float, other: float | None) -> str:
    """Say how many times `value` goes into `other`; a dash where there is nothing to compare with."""
    return f"{other / value:.1f}" if other and value else "–"


def as_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns stand under each other: the first to the left, numbers to the right."""
    widths = [max(len(row[n]) for row in [header, *rows]) for n in range(len(header))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(cells):
        return "| " + " | ".join(f"{c:{'>' if n else '<'}{widths[n]}}" for n, c in enumerate(cells)) + " |"

    return "\n".join(line(row) for row in [header, rule, *rows]) + "\n"
