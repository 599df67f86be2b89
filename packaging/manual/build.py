"""Takes the pictures of the help from the real program, and prints the help as one PDF.

    .venv/bin/python packaging/manual/build.py            # the pictures, into resources/help/images
    .venv/bin/python packaging/manual/build.py --print    # dist/自评通使用手册.pdf, with the pictures as they are

The pictures are drawn without a screen, with the shipped typeface, samples and a fixed date, so that they change only
when the program does. They are kept beside the help; the PDF is not.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

import pictures  # noqa: E402 - only now can the program be found
import printed  # noqa: E402
import stage  # noqa: E402

PRINTED = ROOT / "dist" / "自评通使用手册.pdf"


def take_pictures() -> None:
    """Takes all pictures, in a home and a working folder that are gone afterwards."""
    with tempfile.TemporaryDirectory() as home:
        stage.keep_apart(Path(home))
        application = stage.drawing_application()
        folder = pictures.target().absolute()
        folder.mkdir(exist_ok=True)
        os.chdir(home)
        pictures.take_all(folder)
        os.chdir(ROOT)
        application.quit()
    for path in sorted(folder.glob("*.png")):
        print(f"{path.stat().st_size:>7,} {path.relative_to(ROOT)}")


def print_manual() -> None:
    """Writes the manual."""
    PRINTED.parent.mkdir(exist_ok=True)
    PRINTED.write_bytes(printed.manual_pdf())
    print(PRINTED.relative_to(ROOT))


if __name__ == "__main__":
    print_manual() if "--print" in sys.argv[1:] else take_pictures()
