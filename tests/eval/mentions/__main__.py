"""How the parser fares on the labelled documents, with everything that it gets wrong: python -m tests.eval.mentions."""

from __future__ import annotations

from tests.eval.mentions.labels import HERE, judge_set, share_right, table
from tests.eval.mentions.test_mentions import REQUIRED

for folder in REQUIRED:
    verdicts = judge_set(HERE / folder)
    for verdict in verdicts:
        if not verdict.right:
            print(verdict.where)
    print(f"{folder}: {share_right(verdicts):.1%} right\n{table(verdicts)}\n")
