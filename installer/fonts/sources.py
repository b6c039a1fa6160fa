"""Where the font files come from: Debian packages and npm packages, checked by SHA-256."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One archive to fetch: a Debian ``.deb`` or an npm ``.tgz`` of a fixed version."""

    name: str
    version: str
    sha256: str
    npm: bool = False

    @property
    def folder(self) -> str:
        """Name of the folder it is unpacked into."""
        return self.name.rpartition("/")[2]


PACKAGES = (
    Package(
        name="texlive-lang-chinese",
        version="2022.20230122-1",
        sha256="9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
    ),
    Package(
        name="fonts-arphic-gkai00mp",
        version="2.11-16",
        sha256="7c5452a4f5ce4eb351ceb25ee9ae359c8b094c2fd68955b9c93bd34c315bebf1",
    ),
    Package(
        name="fonts-lxgw-wenkai",
        version="1.250+repack-1",
        sha256="6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    ),
    Package(
        name="fonts-hanazono",
        version="20170904-2.1",
        sha256="a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae",
    ),
    # version 2 is under the OFL; version 1 (package fonts-liberation of Debian 12) is under the GPL
    Package(
        name="fonts-liberation2",
        version="2.1.5-1",
        sha256="35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda",
    ),
    Package(
        name="unicode-data",
        version="15.0.0-1",
        sha256="5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
    ),
    Package(
        name="@expo-google-fonts/noto-serif-sc",
        version="0.4.3",
        sha256="ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
        npm=True,
    ),
    Package(
        name="@expo-google-fonts/noto-sans-sc",
        version="0.4.3",
        sha256="0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        npm=True,
    ),
)


def fetch_all(work: Path) -> None:
    """Bring every package of the fonts into ``work``, as ``fetch`` does."""
    for package in PACKAGES:
        fetch(package, work)


def fetch(package: Package, work: Path) -> Path:
    """Bring a package into ``work``, unpack it beside the archive, return its folder.

    An archive already there is used again if its digest is right, so a second run is offline.

    Raises:
        SystemExit: the archive is not the one these recipes were made for.
    """
    work.mkdir(parents=True, exist_ok=True)
    folder = work / package.folder
    _unpack(package, _fetched(package, work), folder)
    return folder


def _fetched(package: Package, work: Path) -> Path:
    pattern = f"*{package.folder}*.tgz" if package.npm else f"{package.name}_*.deb"
    if not list(work.glob(pattern)):
        print(f"fetching {package.name} {package.version}", flush=True)
        wanted = f"{package.name}@{package.version}"
        deb = f"{package.name}={package.version}"
        command = ["npm", "pack", wanted] if package.npm else ["apt-get", "download", deb]
        subprocess.run(command, cwd=work, check=True, capture_output=True)
    archive = next(work.glob(pattern))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise SystemExit(f"{archive.name} has SHA-256 {digest}, expected {package.sha256}")
    return archive


def _unpack(package: Package, archive: Path, folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir()
    if package.npm:
        command = ["tar", "-xzf", str(archive), "-C", str(folder)]
    else:
        command = ["dpkg-deb", "-x", str(archive), str(folder)]
    subprocess.run(command, check=True)


def noto(work: Path, family: str, style: str) -> Path:
    """Return a static instance of Noto ``Serif`` or ``Sans`` SC, style as ``400Regular``."""
    package = f"noto-{family.lower()}-sc"
    return work / package / "package" / style / f"Noto{family}SC_{style}.ttf"


def debian_font(work: Path, package: str, name: str) -> Path:
    """Return one font file out of an unpacked Debian package."""
    return next((work / package / "usr/share").rglob(name))
