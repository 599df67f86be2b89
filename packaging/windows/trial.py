"""Tries what was built under Wine, and writes down in ``packaging/TRIED.md`` what was seen."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import wine
from comparison import Differs, same_work
from trixie import LOCALE

ROOT = Path(__file__).resolve().parents[2]
TARGET = r"C:\试用 文件夹\自评通"
PORTABLE = r"C:\便携 版"
PROGRAM = "自评通.exe"
TYPE = r"Software\Classes\Ziping.Document"
HEADING = "## Windows"


def run(setup: Path, portable: Path, installed: int) -> int:
    """Take every step; the first that goes wrong ends the trial and is written down too."""
    said = [f"- {setup.name} {size(setup)}，{portable.name} {size(portable)}，安装后 {installed / 1e6:.1f} MB"]
    said += [f"- SHA-256 {hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}" for made in (setup, portable)]
    failed = 0
    with wine.windows():
        about = f"{wine.version()}（Debian 13，{datetime.now(UTC):%Y-%m-%d %H:%M} UTC），{LOCALE}"
        steps: tuple[Callable[[], str], ...] = (
            lambda: install(setup),
            lambda: same_files(portable),
            work,
            lambda: unpacked(portable),
            lambda: window(setup, setup.with_name("windows-window.png")),
            lambda: untouched(portable),
            lambda: again(setup),
            uninstall,
        )
        for step in steps:
            try:
                told = step()
            except (Differs, TimeoutError, OSError) as wrong:
                told, failed = f"**不符**：{wrong}", 1
            print(f"- {told}", flush=True)
            said.append(f"- {told}")
            if failed:
                break
    said.append("- 有不符之处，试用到此为止。" if failed else "- 全部相符。")
    write_down(ROOT / "packaging" / "TRIED.md", about, said)
    return failed


def size(path: Path) -> str:
    """The size as a clerk reads it."""
    return f"{path.stat().st_size / 1e6:.1f} MB"


def write_down(record: Path, about: str, said: list[str]) -> None:
    """Put the section about Windows in the place of the last one; what else the file says stays."""
    text = record.read_text(encoding="utf-8") if record.is_file() else "# 试过什么\n"
    before, _, rest = text.partition(f"{HEADING}\n")
    _, mark, after = rest.partition("\n## ")
    section = "\n".join([HEADING, "", f"`packaging/windows/build.py --try`，{about}", "", *said, "", *LIMITS])
    record.write_text(f"{before.rstrip()}\n\n{section}\n{mark}{after}", encoding="utf-8")


LIMITS = (
    "Wine 只在 HKLM 里查文件类型，所以试“双击”之前把安装程序写在 HKCU 的登记照抄到了 HKLM；",
    "没有试过：真正的 Windows 10、11（含中文输入法、打印机、杀毒软件、SmartScreen 提示）；",
    "这里没有逐页点安装程序的中文页面，见“另外看过的”；没有管理员权限的账户在 Wine 里无法区分。",
)


# --- the steps


def install(setup: Path) -> str:
    """Install without a question into a folder with Chinese and a blank in its name."""
    shutil.copy(setup, wine.HOME / "setup.exe")
    start = datetime.now(UTC)
    code = set_up()
    seconds = (datetime.now(UTC) - start).total_seconds()
    expect(code == 0, f"setup.exe /S 的退出码是 {code}")
    expect(wine.knows(TYPE), "没有登记 .ziping")
    expect(wine.links() == {"自评通.lnk"}, f"快捷方式是 {wine.links()}")
    return f"`setup.exe /S /D={TARGET}`：{seconds:.1f} 秒，登记了 .ziping，开始菜单和桌面有快捷方式"


def set_up() -> int:
    """Run the setup program; gives its exit code."""
    return wine.run("wine", "/srv/trial/setup.exe", "/S", *wine.words_of(f"/D={TARGET}")).returncode


def same_files(portable: Path) -> str:
    """What is installed is what is in the zip."""
    with zipfile.ZipFile(portable) as archive:
        count = len(archive.namelist())
    difference = changed(portable)
    expect(not difference, f"安装的文件与压缩包不同：{difference[:5]}")
    return f"安装的 {count} 个文件与压缩包逐字节相同"


def changed(portable: Path) -> list[str]:
    """The installed files that are not as in the zip, or not in it, but for the uninstaller."""
    place = wine.on_drive(TARGET)
    with zipfile.ZipFile(portable) as archive:
        packed = {name.partition("/")[2]: hashlib.sha256(archive.read(name)).digest() for name in archive.namelist()}
    there = {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in place.rglob("*")
        if path.is_file() and path.name != "uninstall.exe"
    }
    return sorted(name for name, _ in packed.items() ^ there.items())


def work() -> str:
    """The command line does the same as here."""
    same = same_work(
        ROOT,
        wine.FILES,
        lambda *words: wine.run("wine", "cmd", "/c", f"{TARGET}\\ziping.cmd", *words),
        lambda *words: wine.run("wine", f"{TARGET}\\{PROGRAM}", *words),
    )
    return f"ziping.cmd（import 和 board 用 {PROGRAM} 又做了一遍）——" + "；".join(same)


def unpacked(portable: Path) -> str:
    """The zip, unpacked anywhere, runs."""
    with zipfile.ZipFile(portable) as archive:
        archive.extractall(wine.on_drive(PORTABLE))
        folder = archive.namelist()[0].partition("/")[0]
    done = wine.run("wine", f"{PORTABLE}\\{folder}\\{PROGRAM}", "score", "jiading-2024.ziping")
    expect(done.returncode == 0 and "总分　99.65" in done.stdout, f"压缩包里的程序：{done.returncode} {done.stdout}")
    return f"压缩包解开到 {PORTABLE} 后直接可用：score 总分 99.65"


def window(setup: Path, target: Path) -> str:
    """A double click on a file opens it in the window; while it is open the setup program refuses."""
    wine.run("wine", f"{TARGET}\\{PROGRAM}", "--start-and-quit")
    told = wine.run("wine", f"{TARGET}\\{PROGRAM}", "--start-and-quit")
    expect(told.returncode == 0, f"打开窗口的退出码是 {told.returncode}")
    for key in (r"Software\Classes\.ziping", TYPE):
        wine.run("wine", "reg", "copy", f"HKCU\\{key}", f"HKLM\\{key}", "/s", "/f")  # Wine looks up types only there
    wine.begin("wine", "start", "jiading-2024.ziping")
    wine.wait(lambda: "jiading-2024" in wine.titles(), "双击 jiading-2024.ziping 打开窗口")
    wine.picture(target)
    code = set_up()
    expect(code == 2, f"窗口开着时 {setup.name} 的退出码是 {code}")
    wine.run("wine", "taskkill", "/f", "/im", PROGRAM)
    wine.wait(lambda: "jiading-2024" not in wine.titles(), "窗口关掉")
    for key in (r"Software\Classes\.ziping", TYPE):
        wine.run("wine", "reg", "delete", f"HKLM\\{key}", "/f")
    shown = told.stdout.strip()
    return f"窗口 {shown} 毫秒后画好；“双击”文件打开窗口，截图 dist/{target.name}；开着时安装程序拒绝覆盖（退出码 2）"


def untouched(portable: Path) -> str:
    """Nothing was written to the folder of the program."""
    difference = changed(portable)
    expect(not difference, f"安装文件夹里多出或改动了：{difference[:5]}")
    return "用过之后，安装文件夹没有多出或改动任何文件"


def again(setup: Path) -> str:
    """Installing over an earlier version keeps what the clerk has put there."""
    (wine.on_drive(TARGET) / "我的自评表.ziping").write_text("{}", encoding="utf-8")
    (wine.on_drive(TARGET) / "app" / "旧模块.py").write_text("", encoding="utf-8")
    code = set_up()
    expect(code == 0, f"第二次 {setup.name} 的退出码是 {code}")
    expect((wine.on_drive(TARGET) / "我的自评表.ziping").is_file(), "覆盖安装删掉了用户的文件")
    return "覆盖安装：成功，放在安装文件夹里的自评表还在"


def uninstall() -> str:
    """Uninstalling removes all that was installed, and only that."""
    place = wine.on_drive(TARGET)
    settings = [path for path in wine.DRIVE.rglob("ziping/*") if "AppData" in path.parts]
    wine.run("wine", f"{TARGET}\\uninstall.exe", "/S")
    wine.wait(lambda: not (place / "uninstall.exe").exists() and not wine.knows(TYPE), "卸载")
    left = sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
    expect(left == ["app/旧模块.py", "我的自评表.ziping"], f"卸载后留下 {left[:5]}")
    expect(not wine.links(), f"卸载后留下快捷方式 {wine.links()}")
    expect(not wine.knows(r"Software\Classes\.ziping"), "卸载后 .ziping 还有登记")
    expect(not wine.knows(r"Software\Ziping"), "卸载后留下注册表项")
    expect(bool(settings) and all(path.exists() for path in settings), "卸载删掉了用户的设置")
    return "`uninstall.exe /S`：装上的文件、快捷方式、登记都已删除；安装文件夹里的自评表、AppData 里的设置还在"


def expect(is_so: bool, otherwise: str) -> None:
    """Raise what went otherwise."""
    if not is_so:
        raise Differs(otherwise)
