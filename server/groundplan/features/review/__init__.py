"""The review gate: the seven points that a plan is held against before anybody writes code."""
