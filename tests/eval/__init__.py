"""How good the search is on the sample workspace, measured against what a person would want to see."""
