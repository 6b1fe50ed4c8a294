"""An outcome as the text that the database keeps of it."""

import json
from datetime import datetime

from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason


def to_json(outcome: Outcome) -> str:
    """`outcome` for `from_json`."""
    return json.dumps(vars(outcome), default=datetime.isoformat)


def from_json(text: str) -> Outcome | None:
    """The outcome in `text`; None if another release wrote it otherwise."""
    try:
        fields = json.loads(text)
        fields["kind"] = OutcomeKind(fields["kind"])
        fields["reason"] = RefusalReason(fields["reason"]) if fields["reason"] else None
        retry_at = fields["retry_at"]
        fields["retry_at"] = datetime.fromisoformat(retry_at) if retry_at else None
        return Outcome(**fields)
    except (ValueError, TypeError, KeyError):
        return None
