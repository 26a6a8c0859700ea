"""The alert rules: each measures what /metrics gives, and the runbook says what to do for it."""

import re
from datetime import date
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from tests.stage import Stage

DOCS = Path(__file__).parent.parent / "docs"
RULES, RUNBOOK = ((DOCS / name).read_text("utf-8") for name in ("alerts.yml", "runbook.md"))
ALERTS = re.findall(r"^      - alert: (\w+)$", RULES, re.MULTILINE)
EXPRESSIONS = re.findall(r"^        expr: (.+)$", RULES, re.MULTILINE)

OF_PROMETHEUS = {"up", "probe_success", "probe_ssl_earliest_cert_expiry"}
"""What Prometheus and its blackbox exporter measure of their own."""

WORDS = {"or", "by", "le", "what", "job", "max", "min", "sum", "rate", "increase", "absent", "time"} | {
    "histogram_quantile"
}
"""What else is made of letters in an expression."""

SHAPE = re.compile(
    r"#.*|groups:|  - name: [\w-]+|    rules:|      - alert: \w+|        expr: [^#]+|        for: \d+m"
    r"|        labels: \{severity: (page|ticket)\}|        annotations: \{summary: \"[^\"]+\"\}"
)
"""The lines of the file: no more of YAML than these."""


def measured() -> set[str]:
    """The name of every sample of /metrics."""
    stage = Stage()
    stage.desk.expires = {"secret": date(2026, 12, 31)}
    metrics = Metrics(stage.desk)
    metrics.watch(lambda: 0.0)
    families = text_string_to_metric_families(metrics.exposed().decode())
    names = {sample.name for family in families for sample in family.samples}
    return {name for name in names if not name.endswith("_created")}


def test_every_rule_measures_what_is_there() -> None:
    assert len(ALERTS) == len(EXPRESSIONS) > 9
    named = {
        word
        for expression in EXPRESSIONS
        for word in re.findall(r"[a-z_]{2,}", re.sub(r'"[^"]*"|\[\w+\]', "", expression))
    }
    assert named - WORDS - OF_PROMETHEUS - measured() == set()


def test_the_file_is_as_plain_as_it_looks() -> None:
    assert [line for line in RULES.splitlines() if not SHAPE.fullmatch(line)] == []


def test_the_runbook_says_of_each_rule_what_to_do_and_of_no_other() -> None:
    assert re.findall(r"^\*\*`(\w+)`\*\*", RUNBOOK, re.MULTILINE) == ALERTS


def test_the_runbook_explains_everything_that_is_measured() -> None:
    table = [line.split("|")[1] for line in RUNBOOK.splitlines() if line.startswith("| `ntk_")]
    explained = {re.sub(r"\{.*\}", "", name) for cell in table for name in re.findall(r"`([^`]+)`", cell)}
    assert explained == {re.sub("_(bucket|count|sum)$", "", name) for name in measured()}
