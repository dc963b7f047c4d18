"""For document_json_schema_test.c: which documents GS1's JSON Schema refuses.

    json_schema.py SCHEMA < documents

One document a line; for each a line: empty if it is accepted, else a reason.
The formats are checked here, since the schema depends on them and what checks
them otherwise differs from one installation to the next.
"""

import json
import re
import sys

import jsonschema

formats = jsonschema.FormatChecker(formats=())


@formats.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or bool(
        re.fullmatch(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20"<>\\^`{|}\x7f]+', value))


@formats.checks("date-time")
def is_time(value):
    return not isinstance(value, str) or bool(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value))


with open(sys.argv[1], encoding="utf-8") as file:
    validator = jsonschema.Draft7Validator(json.load(file), format_checker=formats)
for line in sys.stdin:
    error = next(validator.iter_errors(json.loads(line)), None)
    print(" ".join(error.message.split())[:200] if error else "")
