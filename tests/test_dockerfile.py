"""The Dockerfile: what it copies is there and is enough, what it runs is the bot, and it runs as nobody with rights.

The image itself is built elsewhere: here its commands run in a folder that holds what it copies, and nothing else.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from fnmatch import fnmatch
from pathlib import Path

from bot.settings import Settings
from tests.torture.process import free_port

ROOT = Path(__file__).parent.parent


def instructions() -> list[tuple[str, str]]:
    """Each instruction with what stands behind it, in its order; continued lines are one."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines if line.strip())]


def of(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


COPIED = [rest.split()[:-1] for rest in of("COPY") if "--from" not in rest]
HEALTHCHECK = of("HEALTHCHECK")[0].partition("CMD ")[2]


def command(text: str) -> list[str]:
    """A command of the image, as it is run here."""
    program, *arguments = json.loads(text)
    assert program == "python"
    return [sys.executable, *arguments]


def ignored(path: str) -> bool:
    """Whether .dockerignore keeps a path out: the last line that fits counts."""
    out = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and any(fnmatch(part, pattern) for part in (path, Path(path).name)):
            out = not line.startswith("!")
    return out


def test_what_is_copied_is_there_and_let_through() -> None:
    paths = [path for sources in COPIED for path in sources]
    assert len(paths) > 4
    assert [path for path in paths if not (ROOT / path).exists() or ignored(path)] == []
    assert all(ignored(path) for path in ("data", "tests", ".git", ".venv", "dist", "bot/local/node_modules"))


def test_the_base_is_small_and_pinned_and_the_same_throughout() -> None:
    bases = {rest.split()[0] for rest in of("FROM")}
    (base,) = bases
    assert re.fullmatch(r"python:3\.11\.\d+-slim-\w+", base), "the version with which everything is tested"


def test_it_runs_as_somebody_without_rights_who_owns_the_data_alone() -> None:
    names = [name for name, _ in instructions()]
    assert names.index("USER") > len(names) - 1 - names[::-1].index("FROM"), "in the stage that is kept"
    user, group = of("USER")[-1].split(":")
    assert int(user) > 999
    assert int(group) > 999
    (folder,) = of("VOLUME")
    assert any(f"--owner {user} --group {group} --mode 700 {folder}" in run for run in of("RUN"))
    assert f"NTK_DATA={folder}" in of("ENV")[0]


def test_it_holds_no_secret() -> None:
    secret = [str(field.alias) for field in Settings.model_fields.values() if not field.repr]
    assert len(secret) == 3
    assert [name for name in secret if name in (ROOT / "Dockerfile").read_text("utf-8")] == []
    assert of("ARG") == []


def test_what_it_copies_is_enough_to_be_well_and_to_stop_when_told(tmp_path: Path) -> None:
    app = tmp_path / "app"
    skipped = shutil.ignore_patterns("node_modules", "__pycache__", "devTools")
    for sources in COPIED:
        for name in sources:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, app / name, ignore=skipped)
            else:
                app.mkdir(exist_ok=True)
                shutil.copy(ROOT / name, app)
    before = set(app.rglob("*"))
    settings = {"NTK_LOCAL": "1", "NTK_DATA": str(tmp_path / "data"), "PORT": str(free_port())}
    given = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **settings}
    start = [*command(of("ENTRYPOINT")[0]), *json.loads(of("CMD")[0])]

    def healthy() -> bool:
        return subprocess.run(command(HEALTHCHECK), env=given, capture_output=True, check=False).returncode == 0

    assert not healthy()
    with subprocess.Popen(start, cwd=app, env=given, stderr=subprocess.DEVNULL) as bot:
        try:
            for _ in range(200):
                if healthy():
                    break
                time.sleep(0.1)
            assert healthy()
        finally:
            bot.send_signal(signal.SIGTERM)
        assert bot.wait(30) == 0
    assert set(app.rglob("*")) == before, "nothing is written outside of the data folder"
