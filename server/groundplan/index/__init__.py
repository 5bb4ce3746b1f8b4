"""The index: the workspace's files, their facts in a store, and consistent snapshots of both."""
