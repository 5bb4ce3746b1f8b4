"""Plans of other repositories, replayed against the code as it stood when each was written."""
