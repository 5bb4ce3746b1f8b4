"""How the parser fares on the labelled documents, with everything that it gets wrong: python -m tests.eval.mentions."""

from __future__ import annotations

from tests.eval.mentions.labels import HERE, judge_set, share_right, table

for folder in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh"):
    verdicts = judge_set(HERE / folder)
    for verdict in verdicts:
        if not verdict.right:
            print(verdict.where)
    print(f"{folder}: {share_right(verdicts):.1%} right\n{table(verdicts)}\n")
