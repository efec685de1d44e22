"""What can be done to people, clinics, the trail and tasks. Only these write."""

from mgdcds.stores.accounts.operations.clinics import create_clinic, edit_clinic
from mgdcds.stores.accounts.operations.passwords import change_password, reset_password
from mgdcds.stores.accounts.operations.people import (
    create_first_administrator,
    create_user,
    rename_user,
    set_active,
    set_roles,
    unlock_sign_in,
)
from mgdcds.stores.accounts.operations.tasks import create_task, finish_task
from mgdcds.stores.accounts.operations.trail import record_event

__all__ = [
    "change_password",
    "create_clinic",
    "create_first_administrator",
    "create_task",
    "create_user",
    "edit_clinic",
    "finish_task",
    "record_event",
    "rename_user",
    "reset_password",
    "set_active",
    "set_roles",
    "unlock_sign_in",
]
