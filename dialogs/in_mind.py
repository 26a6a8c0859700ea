"""What the desk knows without looking, and keeps so: editions, drafts that were sent, deputies, references taken."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from itertools import chain

from state.case import Case
from state.documents import Deputy, Document, Key, Person
from state.edition import Edition, edition_of, kept
from state.index import Row
from state.people import Deputising, Directory
from state.profile import Profile
from state.store.protocol import Conflict, Reader, Store


class InMind:
    """Filled from the store's index at the start, and told of what other processes save. Time comes from `clock`."""

    def __init__(
        self, store: Store, profile: Profile, people: Callable[[], Directory], clock: Callable[[], datetime]
    ) -> None:
        self.store, self.profile, self.clock = store, profile, clock
        self._people = people
        self._editions: dict[str, Edition] = {}
        self._profiles: dict[str, Profile] = {}
        self._drafts: dict[str, str] = {}
        self._deputies: dict[str, Deputising] = {}
        self._taken = Counter[int]()
        for kind in ("edition", "case", "person"):
            for row in store.rows(kind):
                self._keep_in_mind(None, row)
        store.tell(self._keep_in_mind)

    def _keep_in_mind(self, _: Row | None, row: Row) -> None:
        """Of a document that was there at the start, or came from another process."""
        if row.edition:
            self._editions[row.key.id] = row.edition
        elif row.key.kind == "case":
            self._drafts[row.draft] = row.key.id
            self._take(row.key.id)
        elif row.key.kind == "person":
            self._name_deputy(row.key.id, row.deputy)

    def _bear_in_mind(self, document: Document) -> None:
        """Of a document that was saved here: what its row would say, but for what was noted before it was saved."""
        if isinstance(document, Case):
            self._drafts[document.draft] = document.ref
        elif isinstance(document, Person):
            self._name_deputy(document.id, document.deputy)

    def profile_of(self, case: Case) -> Profile:
        """The profile as it holds for a case: its lengths stay those of the version under which it was opened. (A12)"""
        if case.profile not in self._profiles:
            self._profiles[case.profile] = kept(case.profile, self.profile, self._editions)
        return self._profiles[case.profile]

    def keeps_profile_of(self, case: Case) -> bool:
        """Whether the version under which a case was opened is known."""
        return case.profile == self.profile.version or case.profile in self._editions

    def area_name(self, area: str) -> str:
        """What an area is called: today, or as it was when a case was opened in it; at least its id."""
        kept = (one for edition in self._editions.values() for one in edition.areas)
        return next((one.name for one in chain(self.profile.areas, kept) if one.id == area), area)

    @property
    def directory(self) -> Directory:
        """Who holds which role now, deputies of today included."""
        return self._people().deputised(tuple(self._deputies.values()), self.clock().date())

    def unreachable(self, person: str) -> bool:
        """Whether what was last sent to somebody could not be delivered."""
        row = self.store.row(Key("person", person))
        return row is not None and row.unreachable

    def _name_deputy(self, holder: str, deputy: Deputy | None) -> None:
        self._deputies.pop(holder, None)
        if deputy:
            self._deputies[holder] = Deputising(holder, deputy.person, date.fromisoformat(deputy.until))

    def sent_as(self, draft: str) -> str | None:
        """The reference under which a draft was sent, if it was: one submit is one case."""
        return self._drafts.get(draft)

    def next_ref(self) -> str:
        """A reference that no case has had, as long as the store does not say Conflict: NTK-2026-0042."""
        year = self.clock().year
        ref = f"NTK-{year}-{self._taken[year] + 1:04}"
        self._take(ref)
        return ref

    def _take(self, ref: str) -> None:
        _, year, number = ref.split("-")
        self._taken[int(year)] = max(self._taken[int(year)], int(number))

    async def _keep_edition(self) -> None:
        """Before the first case that is opened under a version, that version is kept."""
        if self.profile.version not in self._editions:
            edition = edition_of(self.profile)
            with suppress(Conflict):  # another process kept it at the same moment
                await self.store.save(edition)
            self._editions[edition.version] = edition


def editions(store: Reader) -> dict[str, Edition]:
    """The versions of the profile under which cases were opened."""
    return {row.key.id: row.edition for row in store.rows("edition") if row.edition}
