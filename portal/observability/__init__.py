"""What the portal tells its operators: counters, logs, request ids, support codes."""
