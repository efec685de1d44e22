"""What can be done to knowledge: ship, draft, review, publish, put under notice."""

from mgdcds.stores.library.operations.drafts import (
    drop_draft,
    open_draft,
    remove_draft_entry,
    return_draft,
    save_draft_entry,
    submit_draft,
    undo_draft_entry,
)
from mgdcds.stores.library.operations.notices import lift_notice, raise_notice
from mgdcds.stores.library.operations.publishing import publish_draft
from mgdcds.stores.library.operations.rebasing import rebase_draft
from mgdcds.stores.library.operations.shipping import offer_shipped_update, ship_first_release

__all__ = [
    "drop_draft",
    "lift_notice",
    "offer_shipped_update",
    "open_draft",
    "publish_draft",
    "raise_notice",
    "rebase_draft",
    "remove_draft_entry",
    "return_draft",
    "save_draft_entry",
    "ship_first_release",
    "submit_draft",
    "undo_draft_entry",
]
