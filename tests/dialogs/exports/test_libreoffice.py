"""Every Word file is opened by another program, and read there."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
WORDS = {
    "docx": "30. What happened",
    "pack": "Who notifies",
    "summary": "Agency Involvement Summary Report",
    "imr": "Key lines of enquiry",
    "review": "What was proposed",
}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_document(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text",
    ]
    paths = [str(tmp_path / f"{name}.docx") for name in files]
    subprocess.run([*command, "--outdir", str(tmp_path), *paths], check=True, capture_output=True, timeout=240)
    assert files.keys() == WORDS.keys()
    for name, words in WORDS.items():
        assert words in (tmp_path / f"{name}.txt").read_text("utf-8-sig")
