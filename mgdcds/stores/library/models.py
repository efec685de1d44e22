"""Knowledge under version: entries, releases, drafts, reviews and notices."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mgdcds.stores.accounts.append_only import AppendOnly


class Entry(AppendOnly):
    """One piece of knowledge, addressed by the hash of its kind, key and body."""

    hash = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    body = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="entries_by_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Release(AppendOnly):
    """A frozen set of entries. The live one is the newest that has come into effect.

    Names are those of the day. `gates` is canonical JSON. `shipped` lists the hashes of
    the shipped set that went into it, where one did.
    """

    number = models.PositiveIntegerField(unique=True)
    parent = models.OneToOneField("self", on_delete=models.PROTECT, related_name="+", null=True)
    hash = models.CharField(max_length=64)
    label = models.CharField(max_length=60)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    author_name = models.CharField(max_length=160)
    approver = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    approver_name = models.CharField(max_length=160)
    published_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    notes = models.TextField(blank=True)
    gates = models.TextField()
    shipped = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_approves_their_own_release",
                condition=Q(author__isnull=True) | ~Q(author=models.F("approver")),
            )
        ]

    def __str__(self) -> str:
        return self.label


class ReleaseEntry(AppendOnly):
    """An entry of a release."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "entry"], name="once_in_a_release")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.release_id}"


class Draft(models.Model):
    """A set of changes on a release. `revision` counts every change to it."""

    title = models.CharField(max_length=160)
    base = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default="open")
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    author_name = models.CharField(max_length=160)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", null=True)
    shipped = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_state_is_known",
                condition=Q(state__in=["open", "submitted", "returned", "published", "dropped"]),
            ),
            models.CheckConstraint(
                name="published_draft_has_its_release",
                condition=Q(state="published", release__isnull=False)
                | (~Q(state="published") & Q(release__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DraftEntry(models.Model):
    """An entry as a draft has it. `base_hash` is the released entry it replaces ("" if new)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    body = models.TextField()
    removed = models.BooleanField(default=False)
    base_hash = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    changed_by_name = models.CharField(max_length=160)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "kind", "key"], name="once_in_a_draft")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Review(AppendOnly):
    """A step of a draft's review: submitted, returned, published or dropped, by whom and why."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=160)
    step = models.CharField(max_length=20)
    comment = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.step} by {self.by_name}"


class Notice(AppendOnly):
    """A word that acts at once on every page that shows the entry. The newest one stands."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    word = models.CharField(max_length=20)
    reason = models.TextField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "-id"], name="notices_by_entry")]
        constraints = [
            models.CheckConstraint(
                name="notice_word_is_known",
                condition=Q(word__in=["retracted", "corrected", "withdrawn", "lifted"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.word}"
