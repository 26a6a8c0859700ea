"""In local mode nobody signs in, so a data folder belongs to the tenant that came first."""

from pathlib import Path

from state.store.disk import replace_whole


class TenantPin:
    """Remembers a folder's tenant in a file within it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "tenant"

    def admits(self, tenant: str) -> bool:
        """Whether the folder is this tenant's. The first one that asks becomes its owner."""
        if not self._file.exists():
            self._remember(tenant)
        return self._file.read_text(encoding="utf-8") == tenant

    def _remember(self, tenant: str) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(self._file, tenant.encode())
