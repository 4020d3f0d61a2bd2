"""TOML files that hold one table for each row: sources and glossary terms."""

import datetime
import re
import tomllib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db.models import Model

from authoring.packages import Problem
from authoring.schema import identifier

HEADER = re.compile(r"^\[\s*[\"']?([^\]\"']+?)[\"']?\s*\]")


def read_tables(path: Path) -> tuple[dict[str, dict], dict[str, int], list[Problem]]:
    """Return ({key: table}, {key: line}, problems). What is no table under a good key is left out and reported."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = tomllib.loads(text)
    except (ValueError, OSError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        return {}, {}, [Problem(path.name, int(found.group(1)) if found else 0, f"cannot be read: {error}")]
    lines = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := HEADER.match(line):
            lines.setdefault(match.group(1), number)
    tables, problems = {}, []
    for key, row in rows.items():
        if not isinstance(row, dict):
            problems.append(Problem(path.name, lines.get(key, 0), f"“{key}” must be a table [{key}]"))
        elif message := identifier(key):
            problems.append(Problem(path.name, lines.get(key, 0), f"[{key}] the key {message}"))
        else:
            tables[key] = row
    return tables, lines, problems


def fill_row(row: Model, table: dict, names: dict[str, str]) -> list[str]:
    """Set the fields of `row` from what its table says, and return what is wrong with it.

    `names` maps the settings of a table to fields. A setting that is left out is the field's default.
    """
    messages = [f"“{name}” is not a setting here" for name in table if name not in names]
    for name, field_name in names.items():
        field = row._meta.get_field(field_name)
        value = table.get(name, field.get_default())
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = "\n".join(value)
        if value is not None and not is_plain(value):
            messages.append(f"“{name}” must be a text")
            continue
        setattr(row, field_name, value)
    if not messages:
        try:
            row.full_clean(validate_unique=False)
        except ValidationError as error:
            settings = {field_name: name for name, field_name in names.items()}
            for field_name, found in error.message_dict.items():
                messages.append(f"“{settings.get(field_name, field_name)}”: {' '.join(found)}")
    return messages


def is_plain(value) -> bool:
    """Say whether the value is a number, a date, or a text without control characters besides line breaks."""
    if isinstance(value, str):
        return value.replace("\n", "").isprintable()
    return isinstance(value, int | datetime.date)
